/** What host paths are for. */
import type { Platform } from '../../core/ir.ts'
import { cleanPath, holds } from '../../core/paths.ts'

/** Sockets through which a container engine is commanded. */
const ENGINE_SOCKET = /\/(docker|containerd|crio|podman|cri-dockerd)\.sock$/

/** True for the socket of a container engine, wherever it lies. */
export function isEngineSocket(path: string): boolean {
  return ENGINE_SOCKET.test(cleanPath(path))
}

/** True for any socket, by its name. */
export function isSocket(path: string): boolean {
  return /\.sock(et)?$/.test(path)
}

/** Parts of a host that are there on every Linux, and are mounted for what they are. */
const HOST_INTEGRATION = [
  '/etc/localtime',
  '/etc/timezone',
  '/etc/ssl/certs',
  '/etc/resolv.conf',
  '/etc/hosts',
  '/etc/hostname',
  '/etc/machine-id',
  '/etc/os-release',
  '/etc/passwd',
  '/etc/group',
  '/usr/share/zoneinfo',
  '/lib/modules',
  '/usr/src',
  '/proc',
  '/sys',
  '/dev',
  '/run/udev',
  '/run/dbus',
  '/var/run/dbus',
  '/run/systemd',
  '/tmp/.X11-unix',
]

/** Roots that tools look at as a whole. */
const HOST_ROOTS: ReadonlySet<string> = new Set(['/', '/etc', '/run', '/var/run', '/var/lib/docker', '/var/log'])

/** True for host paths that mean the same on every Linux host; roots of it only for those who read. */
export function isHostIntegration(path: string, readOnly: boolean): boolean {
  return HOST_INTEGRATION.some((place) => holds(place, path)) || (readOnly && HOST_ROOTS.has(cleanPath(path)))
}

/** True for the time zone of a host, which every Linux has and nobody writes to through a mount. */
export function isClock(path: string): boolean {
  return ['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo'].some((place) => holds(place, path))
}

/** A folder that the platform of the file makes on every host. */
export function isManaged(path: string, platform: Platform | undefined): boolean {
  return platform?.folders.some((folder) => holds(folder, path)) ?? false
}

/** True for an absolute POSIX path; `~` and Windows paths are not. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') && !path.startsWith('//')
}
