/** Quantities as Kubernetes writes them: {@link https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/} */

// Digits may be left out, and stand for nothing: the API server takes `.Mi`, and spaces around.
const QUANTITY = /^([+-]?\d*\.?\d*)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** The number that a quantity stands for, in bytes where it is a size; undefined for what is none. */
export function quantityOf(text: string): number | undefined {
  const match = QUANTITY.exec(text.trim())
  if (match === null || text.trim() === '') return undefined
  const [, number = '', suffix = ''] = match
  const factor = suffix === '' ? 1 : (FACTORS[suffix] ?? Number(`1${suffix}`))
  return Number(/\d/.test(number) ? number : 0) * factor
}

/** The larger of two quantities, as it is written; the first where one of them is none. */
export function largerOf(a: string, b: string): string {
  return (quantityOf(b) ?? 0) > (quantityOf(a) ?? Infinity) ? b : a
}
