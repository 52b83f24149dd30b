/** Answers by an object, each worked out once and kept while the object lives. */
export function memo<K extends object, V>(question: (key: K) => V): (key: K) => V {
  const answers = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined) return known.value
    const value = question(key)
    answers.set(key, { value })
    return value
  }
}
