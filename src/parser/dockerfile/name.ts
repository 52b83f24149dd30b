/** Which files are Dockerfiles, by their names. */

const NAME = /(^|\/)(?:(?:docker|container)file(?:[._-][^/]*)?|[^/]+\.(?:docker|container)file)$/i
const OTHER = /\.(?:dockerignore|ya?ml|json|md|sh)$/i

/** True for a name that engines and editors take for a Dockerfile: `Dockerfile`, `db.Dockerfile`, `Containerfile.prod`. */
export function isDockerfileName(path: string): boolean {
  return NAME.test(path) && !OTHER.test(path)
}
