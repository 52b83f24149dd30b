/** Which image a container runs, as far as facts know it: repository and version. */
import type { Applies, FactBook, ImageFacts, VersionInterval } from '../core/facts.ts'
import { parseImage, type ImageReference } from '../core/image.ts'
import type { BuiltImage, Container } from '../core/ir.ts'
import type { Located } from '../core/located.ts'
import type { ImageVersion, KnownImage } from '../core/view.ts'
import { FACTS } from '../knowledge/facts.ts'

/** Words that make a tag which moves with the newest release: the release itself, or a variant of the same release. */
const NEWEST = new Set(
  'latest release stable alpine slim bookworm trixie debian ubi apache fpm management rootless full server'.split(' '),
)

/** Up to three numbers, then the end or a suffix; `1${MINOR}` and the letters of a commit are no version. */
const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?=$|[-._+]|(?:alpha|beta|rc)\d*(?:$|[-._]))/i

/**
 * The facts of a container's image and the version that its tag names; of one that is built here (`image` then names the
 * result) those of the image that it is built from. Undefined for no image, a repository that hangs on a variable, a
 * template, and an image that no fact knows.
 */
export function knownImage(
  { image, build }: Container,
  book: FactBook = FACTS,
  built?: BuiltImage,
): KnownImage | undefined {
  if (built !== undefined) {
    const known = imageNamed(built.base, book)
    const { base, user } = built
    return known && { ...known, builtFrom: { base, ...(user && { user }) } }
  }
  return image === undefined || build !== undefined ? undefined : imageNamed(image, book)
}

function imageNamed(image: Located<string>, book: FactBook): KnownImage | undefined {
  const known = imageOfText(image.value, book)
  return known === undefined || image.shown === undefined ? known : { ...known, name: shownName(image.shown) }
}

function imageOfText(value: string, book: FactBook): KnownImage | undefined {
  if (value.includes('{{')) return undefined
  const images = imagesOfBook.get(book) ?? new Map<string, KnownImage | undefined>()
  imagesOfBook.set(book, images)
  if (!images.has(value)) images.set(value, imageOf(value, book))
  return images.get(value)
}

/** A reference means the same wherever it stands, and a run sees few that differ. */
const imagesOfBook = new WeakMap<FactBook, Map<string, KnownImage | undefined>>()

function imageOf(text: string, book: FactBook): KnownImage | undefined {
  const reference = parseImage(text)
  const facts = reference.repository.includes('$') ? undefined : book.image(reference.repository)
  if (facts === undefined) return undefined
  const tag = reference.tag === undefined ? {} : { tag: reference.tag }
  return { name: nameOf(text), facts, version: imageVersion(facts, reference), ...tag }
}

/** A reference without tag and digest. */
function nameOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^/]*$/, '')
}

/** The same of one with variables: what stands before them, where that is all of the name. */
function shownName(reference: string): string {
  return reference.replace(/^([^$@]+)[:@][^/]*$/, '$1')
}

/**
 * Whether a fact holds for the version and tag of an image. A tag that names part of a version (`8`, `8.2`) stands for
 * the newest release that it may mean, a floating one whose version is not known for the newest of all.
 */
export function applies(fact: Applies, image: KnownImage): boolean | 'unknown' {
  const tags = tagApplies(fact.tags, image)
  if (tags === false || fact.versions === undefined) return tags
  const version = newestVersion(image)
  if (version === undefined) return 'unknown'
  return fact.versions.some((interval) => within(interval, version)) && tags
}

/** One to three numbers, major first; a number that is left out stands for the newest release with the others. */
export type VersionNumbers = readonly number[]

/** The numbers of the version that an image's tag names or, for a floating one, is known to stand for. */
export function versionNumbers({ facts, version, tag }: KnownImage): VersionNumbers | undefined {
  if (version.kind === 'exact') return numbersOf(facts, tag)
  if (version.kind === 'unknown' || version.version === undefined || facts.floating === undefined) return undefined
  return parseNumbers(facts.floating)
}

/** True when the newest release with these numbers lies in the interval. */
export function within({ min, below }: VersionInterval, version: VersionNumbers): boolean {
  return (min === undefined || compare(version, min) >= 0) && (below === undefined || compare(version, below) < 0)
}

/** True when a tag matches a glob with `*`; a leading `!` negates. */
export function matchesTag(glob: string, tag: string): boolean {
  return glob.startsWith('!') ? !matchesGlob(glob.slice(1), tag) : matchesGlob(glob, tag)
}

/** True when a text matches a glob, in which `*` is any text. */
export function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pattern.join('[^]*')}$`, 'i').test(text)
}

/** The tag that a reference without one means, unless a digest stands for it; undefined where a variable hides it. */
export function settledTag(image: KnownImage): string | undefined {
  if (image.tag === undefined) return image.version.kind === 'unknown' ? undefined : 'latest'
  return image.tag.includes('$') ? undefined : image.tag
}

function imageVersion(facts: ImageFacts, { tag, digest }: ImageReference): ImageVersion {
  if (tag === undefined && digest !== undefined) return { kind: 'unknown' }
  const numbers = numbersOf(facts, tag)
  if (numbers !== undefined) return { kind: 'exact', version: tripleOf(numbers) }
  if (tag !== undefined && /[\d$]/.test(tag)) return { kind: 'unknown' }
  const floating = isNewest(tag ?? 'latest') && facts.floating !== undefined ? parseNumbers(facts.floating) : undefined
  return floating === undefined ? { kind: 'floating' } : { kind: 'floating', version: tripleOf(floating) }
}

function isNewest(tag: string): boolean {
  return tag.split('-').every((word) => NEWEST.has(word))
}

function numbersOf(facts: ImageFacts, tag: string | undefined): VersionNumbers | undefined {
  if (tag === undefined) return undefined
  if (facts.versionFromTag === undefined) return parseNumbers(tag)
  return parseNumbers(new RegExp(facts.versionFromTag).exec(tag)?.[1] ?? '')
}

function parseNumbers(text: string): VersionNumbers | undefined {
  const found = VERSION.exec(text)
  return found?.slice(1).flatMap((part: string | undefined) => (part === undefined ? [] : [Number(part)]))
}

function tripleOf([major = 0, minor = 0, patch = 0]: VersionNumbers): readonly [number, number, number] {
  return [major, minor, patch]
}

function tagApplies(glob: string | undefined, image: KnownImage): boolean | 'unknown' {
  if (glob === undefined) return true
  const tag = settledTag(image)
  return tag === undefined ? 'unknown' : matchesTag(glob, tag)
}

function newestVersion(image: KnownImage): VersionNumbers | undefined {
  return versionNumbers(image) ?? (image.version.kind === 'floating' ? [] : undefined)
}

function compare(version: VersionNumbers, bound: readonly [number, number, number]): number {
  for (const [index, part] of bound.entries()) {
    const own = version[index] ?? Infinity
    if (own !== part) return own < part ? -1 : 1
  }
  return 0
}
