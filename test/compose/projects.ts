/** Projects whose files Compose puts together in every way it knows. The first line of a text is `# path`. */
export interface ComposeProject {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  /** The files that are given, in order; none: those that Compose finds. */
  readonly given?: readonly string[]
}

function project(title: string, text: string, given?: readonly string[]): ComposeProject {
  const parts = text.split(/^# (\S+)\n/m).slice(1)
  const files = Object.fromEntries(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] ?? '']] : [])))
  return { title, files, ...(given && { given }) }
}

/** `base` as compose.yaml with `over` as its override. */
function override(title: string, base: string, over: string): ComposeProject {
  return { title: `override: ${title}`, files: { 'compose.yaml': base, 'compose.override.yaml': over } }
}

const APP = 'services:\n  app:\n    image: app:1\n'
const VOLUMES = 'volumes:\n  data:\n  more:\n'

/** A service `app` with more lines below it. */
function app(lines: string): string {
  return APP + lines.replace(/^(?=.)/gm, '    ')
}

const DATA = app('volumes:\n  - data:/data\n  - ./conf:/etc/app:ro\n') + VOLUMES

export const PROJECTS: readonly ComposeProject[] = [
  // Overrides of mounts
  override('another source for a target', DATA, app('volumes:\n  - more:/data\n')),
  override('a mount more', DATA, app('volumes:\n  - more:/more\n')),
  override('a long form over a short one', DATA, app('volumes:\n  - {type: bind, source: ./d, target: /data}\n')),
  override(
    'a short form over a long one',
    app('volumes:\n  - {type: volume, source: data, target: /data, read_only: true}\n') + VOLUMES,
    app('volumes:\n  - more:/data\n'),
  ),
  override('a target with a slash at its end', DATA, app('volumes:\n  - more:/data/\n')),
  override('tmpfs by a long mount', DATA, app('volumes:\n  - {type: tmpfs, target: /data}\n')),
  override('an anonymous volume over a bind', DATA, app('volumes:\n  - /etc/app\n')),
  override('options of a mount', DATA, app('volumes:\n  - ./conf:/etc/app\n')),
  override('the same mount again', DATA, app('volumes:\n  - data:/data\n')),
  override('nothing at all', DATA, app('volumes:\n')),
  override('an empty list', DATA, app('volumes: []\n')),
  override('mounts of a service without any', APP + VOLUMES, app('volumes: [data:/data]\n')),
  override('a reset of all mounts', DATA, app('volumes: !reset []\n')),
  override('a reset with a value', DATA, app('volumes: !reset\n  - more:/x\n')),
  override('an override of all mounts', DATA, app('volumes: !override\n  - more:/x\n')),
  override('an override with nothing', DATA, app('volumes: !override []\n')),
  override('a reset of a service', DATA + '', 'services:\n  app: !reset null\n  other:\n    image: other:1\n'),
  override('an override of a service', DATA, 'services:\n  app: !override\n    image: new:2\n'),
  override('a reset of one value', app('user: "1"\nread_only: true\n'), app('user: !reset null\n')),
  override('two targets, one of them new', DATA, app('volumes:\n  - more:/data\n  - more:/y\n')),
  override('windows paths', app("volumes: ['C:\\x:/x']\n"), app("volumes: ['D:\\y:/x']\n")),
  override('home paths', app('volumes: [~/a:/a, ~:/h]\n'), app('volumes: [~/b:/a]\n')),
  override('a variable with a default', app('volumes: ["${D:-./d}:/data"]\n'), app('volumes: ["${E:-./e}:/data"]\n')),
  override('a target with a default', app('volumes: ["./a:${T:-/data}"]\n'), app('volumes: ["./b:/data"]\n')),
  override(
    'a mount of an image',
    app('volumes: [{type: image, source: app:1, target: /i}]\n'),
    app('volumes: [{type: image, source: app:2, target: /i}]\n'),
  ),
  // tmpfs
  override('tmpfs of two files', app('tmpfs: [/run, /tmp:size=1m]\n'), app('tmpfs: [/var/tmp]\n')),
  override('tmpfs with other options', app('tmpfs: ["/run:size=64m"]\n'), app('tmpfs: ["/run:size=128m"]\n')),
  override('tmpfs as one value', app('tmpfs: /run\n'), app('tmpfs: /tmp\n')),
  override('tmpfs as value and list', app('tmpfs: /run\n'), app('tmpfs: [/tmp]\n')),
  override('tmpfs of one path', app('tmpfs: /run\n'), app('tmpfs: /run\n')),
  override('tmpfs reset', app('tmpfs: [/run]\n'), app('tmpfs: !reset []\n')),
  override('tmpfs replaced', app('tmpfs: [/run]\n'), app('tmpfs: !override [/tmp]\n')),
  // Other keys
  override('an image', APP, 'services:\n  app:\n    image: app:2\n'),
  override('an image for a build', 'services:\n  app:\n    build: .\n', APP),
  override('a user', app('user: "1000"\n'), app('user: "2000:2000"\n')),
  override('read_only', app('read_only: true\n'), app('read_only: false\n')),
  override('a command', app('command: [a, b]\n'), app('command: c\n')),
  override('an entrypoint', app('entrypoint: a b\n'), app('entrypoint: [c]\n')),
  override('environment, both mappings', app('environment: {A: 1, B: 2}\n'), app('environment: {B: 3, C: 4}\n')),
  override('environment, both lists', app('environment: [A=1, B=2]\n'), app('environment: [B=3, C]\n')),
  override('environment, list over mapping', app('environment: {A: 1, B: 2}\n'), app('environment: [B=3, D=4]\n')),
  override('environment, mapping over list', app('environment: [A=1, B=2]\n'), app('environment: {B: 3, D: 4}\n')),
  override('environment reset', app('environment: {A: 1}\n'), app('environment: !reset {}\n')),
  override(
    'volumes_from',
    'services:\n  app:\n    image: a\n    volumes_from: [b]\n  b:\n    image: b\n',
    'services:\n  app:\n    volumes_from: [c:ro]\n  c:\n    image: c\n',
  ),
  override('a service more', DATA, 'services:\n  two:\n    image: two:1\n    volumes: [data:/d]\n'),
  override('a service that is nothing', DATA, 'services:\n  app:\n'),
  // Volumes
  override('a driver of a volume', DATA, 'services: {}\nvolumes:\n  data:\n    driver: nfs\n'),
  override('an external volume', DATA, 'services: {}\nvolumes:\n  data:\n    external: true\n'),
  override('a volume more', DATA, 'services: {}\nvolumes:\n  third: {}\n'),
  override(
    'options of a volume',
    DATA + '',
    'services: {}\nvolumes:\n  data:\n    driver_opts: {type: none, o: bind, device: /x}\n',
  ),
  override('a reset of a volume', APP + VOLUMES, 'services: {}\nvolumes:\n  data: !reset null\n'),
  override(
    'a null over a volume',
    app('volumes: [data:/data]\n') + 'volumes:\n  data:\n    driver: x\n',
    'services: {}\nvolumes:\n  data:\n',
  ),
  // Several files
  project(
    'files: three, the last one counts',
    `# a.yaml
${app('volumes: [./a:/d]\n')}# b.yaml
${app('volumes: [./b:/d]\n')}# c.yaml
${app('volumes: [./c:/d]\n')}`,
    ['a.yaml', 'b.yaml', 'c.yaml'],
  ),
  project(
    'files: a reset in the middle',
    `# a.yaml
${app('volumes: [./a:/a]\n')}# b.yaml
${app('volumes: !reset []\n')}# c.yaml
${app('volumes: [./c:/c]\n')}`,
    ['a.yaml', 'b.yaml', 'c.yaml'],
  ),
  project(
    'files: only parts of a service',
    `# a.yaml
services:
  app:
    volumes: [./a:/a]
# b.yaml
${APP}`,
    ['a.yaml', 'b.yaml'],
  ),
  project(
    'files: documents of one file lie over each other',
    `# compose.yaml
${app('volumes: [./a:/a, ./b:/b]\n')}---
services:
  app:
    volumes: [./c:/b]
`,
  ),
  project(
    'files: docker-compose.yml with its override',
    `# docker-compose.yml
${DATA}# docker-compose.override.yml
${app('volumes: [more:/data]\n')}`,
  ),
  // One file
  project(
    'one file: a target twice',
    `# compose.yaml
${app('volumes: [./a:/d, ./b:/d]\n')}`,
  ),
  project(
    'one file: a target twice, long and short',
    `# compose.yaml
${app('volumes: [./a:/d, {type: bind, source: ./b, target: /d}]\n')}`,
  ),
  project(
    'one file: tmpfs twice',
    `# compose.yaml
${app('tmpfs: [/run, /run]\n')}`,
  ),
  project(
    'one file: anchors and aliases',
    `# compose.yaml
x-mounts: &mounts
  - ./a:/a
  - data:/data
services:
  one: {image: a, volumes: *mounts}
  two: {image: b, volumes: *mounts}
volumes: {data: {}}
`,
  ),
  project(
    'one file: merge keys',
    `# compose.yaml
x-base: &base
  image: base:1
  user: "5"
  volumes: [./a:/a]
services:
  one: {<<: *base, user: "6"}
  two:
    <<: *base
    volumes: [./b:/b]
`,
  ),
  project(
    'one file: several merge keys',
    `# compose.yaml
x-a: &a {user: "1", image: a}
x-b: &b {user: "2", read_only: true}
services:
  one: {<<: [*a, *b]}
`,
  ),
  project(
    'one file: a long mount behind a merge key',
    `# compose.yaml
x-m: &m {type: bind, source: ./a}
services:
  one:
    image: a
    volumes:
      - <<: *m
        target: /a
`,
  ),
  project(
    'one file: quoted, folded and escaped',
    `# compose.yaml
services:
  one:
    image: "a\\u003A1"
    volumes:
      - './a b:/x'
      - >-
        ./c:/y
`,
  ),
  project(
    'one file: dollars',
    `# compose.yaml
${app("volumes: ['./a$$b:/d', './$${X}:/e']\n")}`,
  ),
  project(
    'one file: one-letter names',
    `# compose.yaml
${app('volumes: ["v:/data:ro"]\n')}`,
  ),
  project(
    'one file: long forms of all kinds',
    `# compose.yaml
services:
  one:
    image: a
    volumes:
      - {type: volume, source: data, target: /a, volume: {nocopy: true, subpath: s}}
      - {type: volume, target: /b}
      - {type: bind, source: ./c, target: /c, bind: {create_host_path: false}}
      - {type: tmpfs, target: /t, tmpfs: {size: 1m}}
      - {type: npipe, source: '\\\\.\\pipe\\x', target: '\\\\.\\pipe\\x'}
volumes: {data: {}}
`,
  ),
  project(
    'one file: profiles',
    `# compose.yaml
services:
  one: {image: a, profiles: [x], volumes: [./a:/a]}
  two: {image: b}
`,
  ),
  // extends
  project(
    'extends: a service of the file',
    `# compose.yaml
services:
  base: {image: base:1, volumes: [./a:/a, ./b:/b], user: "1"}
  one: {extends: base, volumes: [./c:/b]}
`,
  ),
  project(
    'extends: the long form',
    `# compose.yaml
services:
  base: {image: base:1, volumes: [./a:/a]}
  one: {extends: {service: base}}
`,
  ),
  project(
    'extends: another file of the folder',
    `# compose.yaml
services:
  one: {extends: {file: base.yaml, service: base}, environment: {A: 1}}
# base.yaml
services:
  base: {image: base:1, volumes: [./a:/a], environment: {B: 2}}
`,
  ),
  project(
    'extends: a file of another folder',
    `# compose.yaml
services:
  one: {extends: {file: lib/base.yaml, service: base}, volumes: [./own:/own]}
# lib/base.yaml
services:
  base: {image: base:1, volumes: [./a:/a, ../b:/b]}
`,
  ),
  project(
    'extends: a chain over files',
    `# compose.yaml
services:
  one: {extends: {file: lib/mid.yaml, service: mid}, user: "9"}
# lib/mid.yaml
services:
  mid: {extends: {file: deep/base.yaml, service: base}, volumes: [./m:/m]}
# lib/deep/base.yaml
services:
  base: {image: base:1, volumes: [./d:/d, ./n:/m]}
`,
  ),
  project(
    'extends: a chain within a file',
    `# compose.yaml
services:
  a: {image: a, volumes: [./a:/x]}
  b: {extends: a, volumes: [./b:/y]}
  c: {extends: b, volumes: [./c:/x]}
`,
  ),
  project(
    'extends: a chain, last one first',
    `# compose.yaml
services:
  c: {extends: b, volumes: [./c:/x]}
  b: {extends: a, volumes: [./b:/y]}
  a: {image: a, volumes: [./a:/x]}
`,
  ),
  project(
    'extends: a command and an entrypoint',
    `# compose.yaml
services:
  a: {image: a, command: [x], entrypoint: y, tmpfs: /run}
  b: {extends: a, command: z, tmpfs: [/tmp]}
`,
  ),
  project(
    'extends: with a reset',
    `# compose.yaml
services:
  a: {image: a, volumes: [./a:/a], user: "1"}
  b: {extends: a, volumes: !reset [], user: !reset null}
`,
  ),
  project(
    'extends: with an override',
    `# compose.yaml
services:
  a: {image: a, volumes: [./a:/a]}
  b: {extends: a, volumes: !override [./b:/b]}
`,
  ),
  project(
    'extends: environment in two forms',
    `# compose.yaml
services:
  a: {image: a, environment: {A: 1, B: 2}}
  b: {extends: a, environment: [B=3, C=4]}
`,
  ),
  project(
    'extends: overridden by another file',
    `# compose.yaml
services:
  a: {image: a, volumes: [./a:/a]}
  b: {extends: a}
# compose.override.yaml
services:
  b: {volumes: [./o:/a]}
`,
  ),
  project(
    'extends: the base overridden by another file',
    `# compose.yaml
services:
  a: {image: a, volumes: [./a:/a]}
  b: {extends: a}
# compose.override.yaml
services:
  a: {volumes: [./o:/a]}
`,
  ),
  project(
    'extends: through an anchor',
    `# compose.yaml
x-e: &e {service: a}
services:
  a: {image: a, volumes: [./a:/a]}
  b: {extends: *e}
`,
  ),
  project(
    'extends: volumes of the other file are not declared',
    `# compose.yaml
services:
  one: {extends: {file: base.yaml, service: base}}
volumes: {data: {}}
# base.yaml
services:
  base: {image: base:1, volumes: [data:/a]}
volumes: {data: {driver: x}}
`,
  ),
  // include
  project(
    'include: a file of the folder',
    `# compose.yaml
include: [inc.yaml]
services:
  one: {image: a, volumes: [data:/d]}
# inc.yaml
services:
  two: {image: b, volumes: [data:/e, ./f:/f]}
volumes: {data: {}}
`,
  ),
  project(
    'include: a file of another folder',
    `# compose.yaml
include:
  - lib/inc.yaml
services:
  one: {image: a}
# lib/inc.yaml
services:
  two: {image: b, volumes: [./f:/f, ../g:/g]}
`,
  ),
  project(
    'include: the long form',
    `# compose.yaml
include:
  - path: lib/inc.yaml
services:
  one: {image: a}
# lib/inc.yaml
services:
  two: {image: b, volumes: [./f:/f]}
`,
  ),
  project(
    'include: files that lie over each other',
    `# compose.yaml
include:
  - path: [lib/inc.yaml, lib/over.yaml]
services:
  one: {image: a}
# lib/inc.yaml
services:
  two: {image: b, volumes: [./f:/f]}
# lib/over.yaml
services:
  two: {volumes: [./o:/f]}
`,
  ),
  project(
    'include: within an included file',
    `# compose.yaml
include: [a/a.yaml]
services:
  one: {image: a}
# a/a.yaml
include: [b/b.yaml]
services:
  two: {image: b, volumes: [./x:/x]}
# a/b/b.yaml
services:
  three: {image: c, volumes: [./y:/y]}
`,
  ),
  project(
    'include: two files',
    `# compose.yaml
include: [a.yaml, b.yaml]
services:
  one: {image: a, volumes: [va:/a, vb:/b]}
# a.yaml
services: {}
volumes: {va: {driver: x}}
# b.yaml
services:
  b: {image: b}
volumes: {vb: {}}
`,
  ),
  project(
    'include: an override of an included service',
    `# compose.yaml
include: [inc.yaml]
services:
  one: {image: a}
# inc.yaml
services:
  two: {image: b, volumes: [./f:/f]}
# compose.override.yaml
services:
  two: {volumes: [./o:/f, ./p:/p]}
`,
  ),
  project(
    'include: a service that extends an included one',
    `# compose.yaml
include: [inc.yaml]
services:
  one: {extends: two, volumes: [./x:/x]}
# inc.yaml
services:
  two: {image: b, volumes: [./f:/f]}
`,
  ),
  project(
    'include: an included file that extends',
    `# compose.yaml
include: [lib/inc.yaml]
services:
  one: {image: a}
# lib/inc.yaml
services:
  two: {extends: {file: base.yaml, service: base}}
# lib/base.yaml
services:
  base: {image: base:1, volumes: [./f:/f]}
`,
  ),
]

/** What Compose refuses, and what storlint says of it. */
export const REFUSED: readonly (ComposeProject & { readonly says: string })[] = [
  {
    ...project(
      'extends: a circle',
      `# compose.yaml
services:
  a: {extends: b}
  b: {extends: a}
`,
    ),
    says: 'extends leads in a circle: a, b, a',
  },
  {
    ...project(
      'extends: a service that is not there',
      `# compose.yaml
services:
  a: {extends: gone, image: a}
`,
    ),
    says: 'extends names a service gone that is not there',
  },
]
