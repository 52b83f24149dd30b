import type { GrammarProblem } from '../../src/parser/grammar/build.ts'
import type { ShortMount } from '../../src/parser/compose/short-mount.ts'

/** A mount as compose-go's parser would give it, without empty objects. */
export function composeView(mount: ShortMount | GrammarProblem): object {
  if (mount.kind === 'problem') return { error: true }
  const { type, source, target, readOnly, selinux, propagation, nocopy } = mount
  const bind = {
    ...(selinux && { selinux: selinux.value }),
    ...(propagation && { propagation: propagation.value }),
    ...(type === 'bind' && { create_host_path: true }),
  }
  return {
    type,
    ...(source && { source: source.value }),
    ...(target.value !== '' && { target: target.value }),
    ...(readOnly.value && { read_only: true }),
    ...(Object.keys(bind).length > 0 && { bind }),
    ...(nocopy && { volume: { nocopy: true } }),
  }
}
