import type { components } from "./schema";

// The shapes of the API under the names that the interface uses. They come from `api/openapi.json`:
// `npm run generate` writes `schema.ts`, and a change of the contract that breaks a screen does not
// compile. Money is a decimal number of euros with at most six places (see `lib/money` before
// computing with it), sizes are GB unless the name says bytes, times are ISO 8601 in UTC.

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Role = User["role"];
export type PublicStatus = Schemas["PublicStatus"];

/** Who is signed in. A session that was kept over a reload knows no more than this. */
export interface SignedIn {
  token: string;
  user: User;
}

export type Pod = Schemas["Pod"];
export type PodStats = Schemas["PodStats"];
/** `deleted` is never shown: such a pod leaves the list. */
export type PodStatus = Pod["status"];
export type PodRequest = Schemas["CreatePod"];
export type PodCreated = Schemas["CreatedPod"];

export type PodConnections = Schemas["Connections"];
export type HttpConnection = Schemas["HttpConnection"];
export type TcpConnection = Schemas["TcpConnection"];
export type ServiceStatus = HttpConnection["status"];

export type Template = Schemas["Template"];
export type Pricing = Schemas["Pricing"];
export type GpuPrice = Schemas["GpuPrice"];
export type Wallet = Schemas["Wallet"];
export type Transaction = Schemas["Transaction"];
export type Receipt = Schemas["Receipt"];
export type ReceiptSession = Schemas["ReceiptSession"];
/** A step of a pod's life. */
export type PodEvent = Schemas["PodEvent"];

/** Which part of a longer list an answer holds; `number` counts from 0. */
export type PageInfo = Schemas["PageInfo"];
export type FieldError = Schemas["FieldFault"];
export type Failure = Schemas["Failure"];

export interface Page<T> {
  items: T[];
  page: PageInfo;
}
