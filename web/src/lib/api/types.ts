/**
 * The shapes of the API, as its contract names them. Money is a decimal number of euros with at
 * most six places (see `lib/money` before computing with it), sizes are GB unless the name says
 * bytes, times are ISO 8601 in UTC.
 */

export type Role = "client" | "admin";

export interface User {
  id: string;
  email: string;
  name: string;
  role: Role;
}

export interface SignedIn {
  token: string;
  user: User;
}

/** What anybody may know about this installation, signed in or not. */
export interface PublicStatus {
  /** Signing in by e-mail address alone is switched on. */
  developmentLogin: boolean;
  /** Pods run on the simulated cluster. */
  simulatedCluster: boolean;
}

export type PodStatus =
  "creating" | "queued" | "starting" | "running" | "stopping" | "stopped" | "error" | "deleting";

export type DeploymentType = "template" | "docker";

/** Why a pod is in its status, in the language of the request. */
export interface StatusReason {
  code: string;
  message: string;
  /** What the person can do about it. */
  hint?: string | null;
}

export interface PodService {
  port: number;
  serviceName: string;
  url: string;
  /** The port was added by hand; no template names it. */
  isCustom: boolean;
}

/** Live usage. A value is null when it is unknown, and `reasons` says why, by the name of the value. */
export interface PodStats {
  /** Percent of the CPU limit. */
  cpu: number | null;
  memoryBytes: number | null;
  memoryLimitBytes: number | null;
  /** Percent of the GPU. */
  gpu: number | null;
  diskBytes: number | null;
  statsAt: string | null;
  reasons?: Partial<Record<"cpu" | "memoryBytes" | "gpu" | "diskBytes", string>> | null;
}

export interface QueuePlace {
  /** 1 is next. */
  position: number;
  length: number;
  since?: string | null;
}

export interface PodOwner {
  id: string;
  email: string;
  name: string;
}

export interface Pod {
  id: string;
  name: string;
  status: PodStatus;
  statusLabel?: string;
  statusReason?: StatusReason | null;
  deploymentType: DeploymentType;
  templateId?: string | null;
  templateName?: string | null;
  dockerImage: string;
  /** Key of the price list, such as `rtx-4090`. */
  gpu: string;
  gpuName?: string | null;
  cpu?: number | null;
  memoryGiB?: number | null;
  containerDiskSize: number;
  volumeDiskSize: number;
  volumePath?: string | null;
  enableJupyter: boolean;
  services: { http: PodService[]; tcp: PodService[] };
  costPerHour: number;
  /** Seconds the pod has been running, up to the moment this view was made. */
  activeSeconds: number;
  stats?: PodStats | null;
  queue?: QueuePlace | null;
  /** Told to administrators. */
  owner?: PodOwner | null;
  createdAt: string;
  lastActive?: string | null;
  /** Grows with every change of the pod; of two views the higher one is the newer. */
  revision: number;
}

/** Body of `POST /api/pods`. */
export interface PodRequest {
  name: string;
  deploymentType: DeploymentType;
  template?: string;
  dockerImage?: string;
  gpu: string;
  containerDiskSize: number;
  volumeDiskSize: number;
  /** Comma-separated, as typed: `"8888, 3000"`. */
  ports: string;
  enableJupyter: boolean;
  /** E-mail address of the client who will own the pod; administrators only. */
  assignToUser?: string;
}

export interface PodCreated {
  id: string;
  name: string;
  status: PodStatus;
  createdAt: string;
  costPerHour: number;
  message: string;
}

export type ServiceStatus = "starting" | "ready" | "unreachable";

export interface ConnectableService extends PodService {
  status: ServiceStatus;
}

export interface PodConnections {
  podId: string;
  podName: string;
  status: PodStatus;
  httpServices: ConnectableService[];
  tcpServices: PodService[];
  message?: string | null;
}

export interface PodLogs {
  logs: string;
  message?: string | null;
}

export interface TemplatePort {
  port: number;
  serviceName: string;
}

export interface Template {
  id: string;
  name: string;
  dockerImage: string;
  httpPorts: TemplatePort[];
  tcpPorts: TemplatePort[];
  containerDiskSize: number;
  volumeDiskSize: number;
  volumePath: string;
  /** Markdown. */
  description: string;
  defaultGpu?: string | null;
}

export interface GpuPrice {
  name: string;
  /** Euros per hour. */
  price: number;
  /** The administrator's switch. */
  available: boolean;
  /** Counted in the cluster; null when the cluster could not be asked. */
  free: number | null;
  total: number | null;
  /** Pods that wait for one. */
  queued: number | null;
  cpu: number;
  memoryGiB: number;
}

export interface Pricing {
  gpus: Record<string, GpuPrice>;
  /** Euros per GB and hour. */
  storage: { containerDisk: number; volumeDisk: number };
}

export interface Wallet {
  /** Null for a wallet without limit. */
  balance: number | null;
  /** Used since the last charge. */
  accrued: number;
  /** Balance less what is accrued; null for a wallet without limit. */
  available: number | null;
  burnRatePerHour: number;
  runsOutAt: string | null;
  activeSessions: number;
}

/** Which part of a longer list an answer holds. */
export interface PageInfo {
  /** Counted from 0. */
  number: number;
  size: number;
  totalElements: number;
  totalPages: number;
}

export interface Page<T> {
  items: T[];
  page: PageInfo | null;
}
