/** What an image reference names. A `${…}` that is not settled stays in its part as it was written. */
export interface ImageReference {
  /** Without the default registry and its `library/`, e.g. `postgres`, `ghcr.io/immich-app/postgres`. */
  readonly repository: string
  readonly tag?: string
  /** With its algorithm, e.g. `sha256:…`. */
  readonly digest?: string
}

/** Registries that serve Docker Hub's names unchanged: Hub itself by its names, and its public mirror at Google. */
const HUBS = ['docker.io/', 'index.docker.io/', 'registry-1.docker.io/', 'registry.hub.docker.com/', 'mirror.gcr.io/']

/** Mirrors of the official images: Docker's own at Amazon, https://gallery.ecr.aws/docker, and Microsoft's. */
const OFFICIAL_MIRRORS = ['public.ecr.aws/docker/library/', 'mcr.microsoft.com/mirror/docker/library/']

/** Splits an image reference as https://github.com/distribution/reference does, without checking its characters. */
export function parseImage(text: string): ImageReference {
  const mask = maskVariables(text)
  const at = mask.indexOf('@')
  const nameEnd = at < 0 ? text.length : at
  const colon = mask.lastIndexOf(':', nameEnd - 1)
  const tagged = colon > mask.lastIndexOf('/', nameEnd - 1)
  const repository = plainRepository(text.slice(0, tagged ? colon : nameEnd))
  return {
    repository,
    ...(tagged ? { tag: text.slice(colon + 1, nameEnd) } : {}),
    ...(at < 0 ? {} : { digest: text.slice(at + 1) }),
  }
}

/** The text with every `${…}`, nested or not, made of as many letters, so that no sign in it separates parts. */
function maskVariables(text: string): string {
  if (!text.includes('${')) return text
  let depth = 0
  const masked = [...text.matchAll(/\$\{|[\s\S]/g)].map(([sign]) => {
    if (sign === '${') depth += 1
    const inside = depth > 0
    if (inside && sign === '}') depth -= 1
    return inside ? 'x'.repeat(sign.length) : sign
  })
  return masked.join('')
}

function plainRepository(name: string): string {
  const mirror = OFFICIAL_MIRRORS.find((registry) => name.startsWith(registry))
  if (mirror !== undefined) return name.slice(mirror.length)
  const hub = HUBS.find((registry) => name.startsWith(registry))
  const local = hub === undefined ? name : name.slice(hub.length)
  return /^library\/[^/]+$/.test(local) ? local.slice('library/'.length) : local
}
