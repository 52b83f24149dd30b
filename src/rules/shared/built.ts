/** Findings on services whose image is built in the project: they stay in its file, and point to the Dockerfile. */
import type { Container } from '../../core/ir.ts'
import type { Label } from '../../core/rule.ts'
import type { Span } from '../../core/source.ts'
import type { Cover, DataPath, KnownImage } from '../../core/view.ts'

/** Where a container says what it runs: its image, else the key that says how that is built. */
export function imagePlace({ image, build }: Container): Span | undefined {
  return image?.span ?? build?.span
}

/** What sets a data path, where it stands beside the container rather than in a Dockerfile. */
export function settingPlace(container: Container, data: DataPath, image: KnownImage): Span | undefined {
  return data.setBy !== undefined && isFromDockerfile(data.setBy, container, image) ? undefined : data.setBy
}

function isFromDockerfile({ source }: Span, { origin }: Container, { builtFrom }: KnownImage): boolean {
  return builtFrom !== undefined && source === builtFrom.base.span.source && source !== origin.key.source
}

/** What a finding rests on. */
export interface Ground {
  readonly image: KnownImage
  readonly data?: DataPath
  readonly cover?: Cover
}

/** Places of the Dockerfile that a finding rests on; none for an image of a registry. */
export function builtLabels(
  container: Container,
  { image, data, cover }: Ground,
): { readonly labels?: readonly Label[] } {
  if (image.builtFrom === undefined) return {}
  const { setBy } = data ?? {}
  const from = { span: image.builtFrom.base.span, text: `the image is built from ${image.name}` }
  const moved = setBy !== undefined && isFromDockerfile(setBy, container, image) ? [{ span: setBy, text: PATH }] : []
  const declared = cover?.kind === 'declared' && cover.at !== undefined ? [{ span: cover.at, text: VOLUME }] : []
  return { labels: [from, ...moved, ...declared] }
}

const PATH = 'this is where it keeps its data'
const VOLUME = 'this declares the volume'
