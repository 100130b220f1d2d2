import type { Page, Pod, Pricing, Template, User, Wallet } from "@/lib/api/types";

/** A running pod as the API describes it; pass what matters to the test. */
export function pod(changes: Partial<Pod> = {}): Pod {
  return {
    id: "pod-1",
    name: "mi-pod",
    status: "running",
    deploymentType: "template",
    templateId: "tpl-1",
    templateName: "Ubuntu 22.04 Base",
    dockerImage: "ubuntu:22.04",
    gpu: "rtx-4050",
    gpuName: "RTX 4050",
    cpu: 4,
    memoryGiB: 16,
    containerDiskSize: 20,
    volumeDiskSize: 50,
    volumePath: "/workspace",
    enableJupyter: true,
    services: { http: [], tcp: [] },
    costPerHour: 8.5,
    activeSeconds: 8100,
    stats: {
      cpu: 45,
      memoryBytes: 1_288_490_189,
      memoryLimitBytes: 17_179_869_184,
      gpu: 65,
      diskBytes: null,
      statsAt: "2026-01-20T10:30:00Z",
      unknown: { diskBytes: { code: "NO_METRICS", message: "El clúster no ofrece esta medida." } },
    },
    podId: "pod-1",
    statusLabel: "Ejecutando",
    createdBy: "u1",
    lastActive: "2026-01-20T10:30:00Z",
    createdAt: "2026-01-20T08:00:00Z",
    revision: 5,
    ...changes,
  };
}

export const pricing: Pricing = {
  gpus: {
    "rtx-4050": {
      name: "RTX 4050",
      price: 2.5,
      available: true,
      free: 2,
      total: 4,
      queued: 0,
      cpu: 4,
      memoryGiB: 16,
    },
    "rtx-4080": {
      name: "RTX 4080",
      price: 4.99,
      available: false,
      free: null,
      total: null,
      queued: 0,
      cpu: 8,
      memoryGiB: 32,
    },
    "rtx-4090": {
      name: "RTX 4090",
      price: 8.99,
      available: true,
      free: 0,
      total: 2,
      queued: 3,
      cpu: 16,
      memoryGiB: 64,
    },
    "rtx-5090": {
      name: "RTX 5090",
      price: 12,
      available: true,
      free: null,
      total: null,
      queued: 0,
      cpu: 16,
      memoryGiB: 64,
    },
    h100: {
      name: "H100",
      price: 20,
      available: true,
      free: 0,
      total: 0,
      queued: 0,
      cpu: 16,
      memoryGiB: 64,
    },
    cpu: {
      name: "Sin GPU",
      price: 0.3,
      available: true,
      free: null,
      total: null,
      queued: 0,
      cpu: 2,
      memoryGiB: 4,
    },
  },
  storage: { containerDisk: 0.05, volumeDisk: 0.1 },
  initialBalance: 10,
  limits: { maxPods: 5, containerDiskSize: 50, volumeDiskSize: 150, ports: 10, nameLength: 40 },
  version: 1,
};

export const ana: User = {
  id: "u1",
  email: "ana@example.com",
  name: "Ana",
  role: "client",
  balance: 10,
  workspaceSize: 0,
  language: null,
  createdAt: "2026-01-01T00:00:00Z",
  alertThresholdMinutes: null,
};

/** A list that fits on one page. */
export function page<T>(...items: T[]): Page<T> {
  return {
    items,
    page: { number: 0, size: 50, totalElements: items.length, totalPages: 1 },
  };
}

const bare = { command: [], environment: {}, version: 1 };

export const ubuntu: Template = {
  ...bare,
  id: "tpl-ubuntu",
  name: "Ubuntu 22.04 Base",
  dockerImage: "ubuntu:22.04",
  httpPorts: [
    { port: 8888, serviceName: "Jupyter Lab" },
    { port: 3000, serviceName: "Web Server" },
  ],
  tcpPorts: [{ port: 22, serviceName: "SSH" }],
  containerDiskSize: 20,
  volumeDiskSize: 50,
  volumePath: "/workspace",
  description: "## Ubuntu Base\n\nPlantilla base. <script>alert(1)</script>",
};

export const n8n: Template = {
  ...bare,
  id: "tpl-n8n",
  name: "n8n",
  dockerImage: "n8nio/n8n:latest",
  httpPorts: [{ port: 5678, serviceName: "n8n" }],
  tcpPorts: [],
  containerDiskSize: 5,
  volumeDiskSize: 10,
  volumePath: "/home/node/.n8n",
  description: "Automatización.",
  defaultGpu: "cpu",
};

export function wallet(changes: Partial<Wallet> = {}): Wallet {
  return {
    balance: 10,
    accrued: 0,
    available: 10,
    burnRatePerHour: 0,
    runsOutAt: null,
    activeSessions: 0,
    alertThresholdMinutes: null,
    ...changes,
  };
}
