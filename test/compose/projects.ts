/** Projects whose files Compose puts together in every way it knows. The first line of a text is `# path`. */
export interface ComposeProject {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  /** The files that are given, in order; none: those that Compose finds. */
  readonly given?: readonly string[]
  /** The profiles that are on. Absent: all. */
  readonly profiles?: readonly string[]
  /** The environment of whoever runs it. */
  readonly env?: Readonly<Record<string, string>>
}

function project(title: string, text: string, given?: readonly string[]): ComposeProject {
  const parts = text.split(/^# (\S+)\n/m).slice(1)
  const files = Object.fromEntries(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] ?? '']] : [])))
  return { title, files, ...(given && { given }) }
}

/** A project of one file, with an `.env` beside it. */
function withEnv(title: string, env: string, lines: string): ComposeProject {
  return { title: `.env: ${title}`, files: { 'compose.yaml': app(lines), '.env': env } }
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
  override('an override of all services', DATA, 'services: !override\n  other:\n    image: other:1\n'),
  override('a reset of all volumes', APP + VOLUMES, 'services: {}\nvolumes: !reset null\n'),
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
  // Variables
  withEnv('plain values', 'D=./d\nT=/data\nI=x\n', 'volumes: ["${D}:$T"]\nuser: ${I}\n'),
  withEnv('over a default', 'D=./d\n', 'volumes: ["${D:-./no}:/d", "${E:-./e}:/e"]\n'),
  withEnv('an empty value', 'D=\nE=\n', 'volumes: ["./a${D}:/d", "${E:-./e}:/e", "./f${E-g}:/f"]\n'),
  withEnv(
    'with an alternative',
    'D=x\nE=\n',
    'volumes: ["./a${D:+b}:/d", "./a${E:+c}:/e", "./a${E+d}:/f", "./a${D+e}:/g"]\n',
  ),
  withEnv('a required one', 'D=./d\n', 'volumes: ["${D:?no}:/d"]\n'),
  withEnv('a default in a default', 'D=./d\n', 'volumes: ["${X:-${D}/x}:/d", "${Y:-${Z:-./z}}:/z"]\n'),
  withEnv('a mount as a whole', 'M=./m:/m:ro\n', 'volumes: ["${M}"]\n'),
  withEnv('a name or a path', 'A=./a\nB=/b\nC=~/c\n', 'volumes: ["${A}:/a", "${B}:/b", "${C}:/c"]\n'),
  withEnv('options of a mount', 'O=ro\n', 'volumes: ["./a:/a:${O}"]\n'),
  withEnv(
    'flags',
    'R=true\n',
    'read_only: ${R}\nvolumes: [{type: bind, source: ./a, target: /a, read_only: "${R}"}]\n',
  ),
  withEnv('a type', 'T=bind\n', 'volumes: [{type: "${T}", source: ./a, target: /a}]\n'),
  withEnv('tmpfs', 'P=/run\n', 'tmpfs: ["${P}:size=1m"]\n'),
  withEnv('a command', 'P=8080\n', 'command: serve --port ${P}\nentrypoint: ["/run", "$P"]\n'),
  withEnv('quotes', 'A=\'./a b\'\nB="./b"\nC="./c" # no\n', 'volumes: ["${A}:/a", "${B}:/b", "${C}:/c"]\n'),
  withEnv(
    'comments and spaces',
    '# A=1\n  A = ./a  # c\nB=./b#c\nexport C=./c\n\nD: ./d\n',
    'volumes: ["${A}:/a", "${B}:/b", "${C}:/c", "${D}:/d"]\n',
  ),
  withEnv(
    'values of values',
    'A=./a\nB=${A}/b\nC="$A/c"\nD=\'$A\'\nE=${X:-./e}\n',
    'volumes: ["${B}:/b", "${C}:/c", "./${D}:/d", "${E}:/e"]\n',
  ),
  withEnv('dollars', 'A=./a$$x\nB="./b\\$y"\nC=\'./c$z\'\n', 'volumes: ["${A}:/a", "${B}:/b", "${C}:/c"]\n'),
  withEnv(
    'escapes',
    'A="./a\\tb"\nB=\'./b\\tb\'\nC=./c\\tb\nD="./d\\"q"\nE="\\0101"\n',
    'environment: ["A=$A", "B=$B", "C=$C", "D=$D", "E=$E"]\n',
  ),
  withEnv('several lines', 'A="./a\nb"\nB=./b\n', 'environment: ["A=$A"]\nvolumes: ["$B:/b"]\n'),
  withEnv('set twice', 'A=./a\nA=./b\n', 'volumes: ["$A:/b"]\n'),
  withEnv('windows line ends', 'A=./a\r\nB=./b\r\n', 'volumes: ["$A:/a", "$B:/b"]\n'),
  withEnv('a byte order mark', '\ufeffA=./a\n', 'volumes: ["$A:/a"]\n'),
  withEnv('a last line without end', 'A=./a\nB=./b', 'volumes: ["$A:/a", "$B:/b"]\n'),
  withEnv('names that are passed on', 'A=1\nB=2\n', 'environment: [A, B=3, C]\n'),
  withEnv('names that are passed on, in a mapping', 'A=1\n', 'environment: {A: , C: }\n'),
  {
    ...withEnv('under the environment of the process', 'A=./a\nB=./b\n', 'volumes: ["$A:/a", "$B:/b", "$C:/c"]\n'),
    env: { A: './p', C: './q' },
  },
  {
    ...withEnv('with values of the process', 'A=${C}/a\nB=$A\n', 'volumes: ["$A:/a", "$B:/b"]\n'),
    env: { C: './q' },
  },
  project(
    '.env: several files, that of the first',
    `# a/one.yaml
${app('volumes: ["${D}/x:/x", ./y:/y]\n')}# b/two.yaml
${app('volumes: ["${D}/z:/z", ./w:/w]\n')}# a/.env
D=./of-a
# b/.env
D=./of-b
`,
    ['a/one.yaml', 'b/two.yaml'],
  ),
  project(
    '.env: COMPOSE_FILE',
    `# .env
COMPOSE_FILE=a.yaml:b.yaml
# a.yaml
${app('volumes: [./a:/a]\n')}# b.yaml
${app('volumes: [./b:/b]\n')}# compose.yaml
${app('volumes: [./c:/c]\n')}`,
  ),
  project(
    '.env: COMPOSE_FILE with a separator of its own',
    `# .env
COMPOSE_PATH_SEPARATOR=,
COMPOSE_FILE=a.yaml,b.yaml
# a.yaml
${app('volumes: [./a:/a]\n')}# b.yaml
${app('volumes: [./b:/b]\n')}`,
  ),
  project(
    '.env: COMPOSE_FILE in another folder',
    `# .env
COMPOSE_FILE=deploy/a.yaml
D=./of-root
# deploy/.env
D=./of-deploy
E=./e
# deploy/a.yaml
${app('volumes: ["$D:/d", "$E:/e", ./f:/f]\n')}`,
  ),
  project(
    'env_file: one',
    `# compose.yaml
${app('env_file: a.env\nenvironment: {B: own}\n')}# a.env
A=1
B=2
`,
  ),
  project(
    'env_file: several, the last one counts',
    `# compose.yaml
${app('env_file: [a.env, {path: b.env}]\n')}# a.env
A=1
B=2
# b.env
B=3
C=$A
`,
  ),
  project(
    'env_file: that of the project',
    `# compose.yaml
${app('env_file: .env\n')}# .env
A=1
B="two # 2"
`,
  ),
  project(
    'env_file: with variables of the project',
    `# compose.yaml
${app('env_file: a.env\n')}# a.env
A=$X
B=$A
X=own
# .env
X=of-project
`,
  ),
  project(
    'env_file: of an override',
    `# compose.yaml
${app('env_file: a.env\n')}# compose.override.yaml
${app('env_file: [b.env]\n')}# a.env
A=1
B=1
# b.env
B=2
`,
  ),
  project(
    'env_file: of a service that is extended',
    `# compose.yaml
services:
  one: {extends: {file: lib/base.yaml, service: base}}
# lib/base.yaml
services:
  base: {image: a, env_file: [a.env]}
# lib/a.env
A=1
`,
  ),
  project(
    'env_file: one that need not be there',
    `# compose.yaml
${app('env_file: [{path: gone.env, required: false}, a.env]\n')}# a.env
A=1
`,
  ),
  // include with its options
  project(
    'include: variables beside what is included',
    `# compose.yaml
include: [lib/inc.yaml]
services:
  one: {image: a, volumes: ["$D/one:/one"]}
# .env
D=./of-root
# lib/.env
D=./of-lib
E=./e
# lib/inc.yaml
services:
  two: {image: b, volumes: ["$D/two:/two", "$E/two:/e"]}
`,
  ),
  project(
    'include: with a file of variables',
    `# compose.yaml
include:
  - path: lib/inc.yaml
    env_file: more.env
services:
  one: {image: a}
# more.env
E=./e
# lib/.env
E=./no
# lib/inc.yaml
services:
  two: {image: b, volumes: ["$E/two:/e"]}
`,
  ),
  project(
    'include: with several files of variables',
    `# compose.yaml
include:
  - path: lib/inc.yaml
    env_file: [a.env, b.env]
services:
  one: {image: a}
# a.env
A=./a
B=./a
# b.env
B=./b
# lib/inc.yaml
services:
  two: {image: b, volumes: ["$A:/a", "$B:/b"]}
`,
  ),
  project(
    'include: without variables',
    `# compose.yaml
include:
  - path: lib/inc.yaml
    env_file: /dev/null
services:
  one: {image: a}
# lib/.env
E=./no
# lib/inc.yaml
services:
  two: {image: b, volumes: ["\${E:-./yes}:/e"]}
`,
  ),
  project(
    'include: with a folder of its own',
    `# compose.yaml
include:
  - path: lib/inc.yaml
    project_directory: other
services:
  one: {image: a}
# other/.env
E=./e
# lib/inc.yaml
services:
  two: {image: b, volumes: ["$E:/e", ./f:/f, ../g:/g], env_file: x.env}
# other/x.env
X=1
`,
  ),
  project(
    'include: with this folder, of a file in another',
    `# compose.yaml
include:
  - path: lib/inc.yaml
    project_directory: .
services:
  one: {image: a}
# lib/inc.yaml
include: [lib/more.yaml]
services:
  two: {image: b, volumes: [./f:/f]}
configs:
  c: {file: ./c.conf}
# lib/more.yaml
services:
  three: {image: c, volumes: [./h:/h]}
`,
  ),
  // configs and secrets
  project(
    'grants: short and long',
    `# compose.yaml
${app(`configs: [one, {source: two, target: /etc/two, mode: 0440}, {source: three}]
secrets: [s, {source: t, target: tt}, {source: u, target: /abs/u}]
`)}configs:
  one: {file: ./one.conf}
  two: {external: true}
  three: {content: "x"}
secrets:
  s: {file: ./s.txt}
  t: {environment: T}
  u: {file: /abs/u.txt}
`,
  ),
  override(
    'grants of both files',
    app('configs: [one]\nsecrets: [s]\n') + 'configs: {one: {file: ./1}}\nsecrets: {s: {file: ./s}}\n',
    app('configs: [{source: two, target: /one}]\nsecrets: [{source: t, target: s}]\n') +
      'configs: {two: {file: ./2}}\nsecrets: {t: {file: ./t}}\n',
  ),
  override(
    'a grant by its default target',
    app('secrets: [s]\n') + 'secrets: {s: {file: ./s}}\n',
    app('secrets: [{source: t, target: /run/secrets/s}]\n') + 'secrets: {t: {file: ./t}}\n',
  ),
  override(
    'a definition of a config',
    app('configs: [one]\n') + 'configs: {one: {file: ./1}}\n',
    'services: {}\nconfigs: {one: {file: ./2}}\n',
  ),
  override(
    'a grant that is reset',
    app('configs: [one]\n') + 'configs: {one: {file: ./1}}\n',
    app('configs: !reset []\n'),
  ),
  // jobs and hooks
  project(
    'jobs: one beside a service',
    `# compose.yaml
${APP}jobs:
  dump:
    image: dump:1
    triggers: {manual: true}
    volumes: [./d:/d, data:/e]
    tmpfs: /run
    user: "3"
${VOLUMES}`,
  ),
  override(
    'a job',
    APP + 'jobs:\n  dump: {image: a, triggers: {manual: true}, volumes: [./a:/a], command: x}\n',
    'services: {}\njobs:\n  dump: {volumes: [./b:/b], command: [y, z]}\n',
  ),
  project(
    'jobs: that extend each other',
    `# compose.yaml
${APP}jobs:
  a: {image: a, triggers: {manual: true}, volumes: [./a:/a]}
  b: {extends: a, volumes: [./b:/b]}
  c: {extends: {file: lib.yaml, service: s}, triggers: {manual: true}}
# lib.yaml
services:
  s: {image: s, volumes: [./s:/s]}
`,
  ),
  project(
    'include: with jobs',
    `# compose.yaml
include: [lib/inc.yaml]
${APP}# lib/inc.yaml
services: {}
jobs:
  j: {image: j, triggers: {manual: true}, volumes: [./j:/j]}
`,
  ),
  project(
    'pre_start: a hook of its own',
    `# compose.yaml
${app(`volumes: [data:/data]
user: "5"
environment: {A: 1, B: 2}
pre_start:
  - image: init:1
    command: chown -R 5 /data
    user: "0"
    volumes: [./seed:/seed]
    environment: {B: 3}
`)}${VOLUMES}`,
  ),
  project(
    'pre_start: what a hook has from its service',
    `# compose.yaml
${app(`tmpfs: [/run]
read_only: true
command: [serve]
secrets: [s]
env_file: a.env
pre_start:
  - command: [migrate]
  - tmpfs: [/tmp]
    read_only: false
`)}secrets: {s: {file: ./s}}
# a.env
A=1
`,
  ),
  override(
    'hooks of both files',
    app('pre_start:\n  - {command: a, volumes: [./a:/a]}\n'),
    app('pre_start:\n  - {command: b, volumes: [./b:/b]}\n'),
  ),
  // Profiles
  {
    ...project(
      'profiles: none is on',
      `# compose.yaml
services:
  one: {image: a, profiles: [x]}
  two: {image: b}
`,
    ),
    profiles: [],
  },
  {
    ...project(
      'profiles: one of two is on',
      `# compose.yaml
services:
  one: {image: a, profiles: [x]}
  two: {image: b, profiles: [y, z]}
  three: {image: c}
jobs:
  four: {image: d, profiles: [x], triggers: {manual: true}}
  five: {image: d, profiles: [z], triggers: {manual: true}}
`,
    ),
    profiles: ['z'],
  },
  // What Compose runs itself
  project(
    'one file: a provider and a model',
    `# compose.yaml
services:
  db: {provider: {type: cloud, options: {size: 1}}}
  app: {image: a, models: [m], depends_on: [db]}
models:
  m: {model: ai/x}
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
  {
    ...project(
      'extends: a file that is not there',
      `# compose.yaml
services:
  a: {extends: {file: gone.yaml, service: a}, image: a}
`,
    ),
    says: 'there is no file gone.yaml, so Compose refuses the project',
  },
  {
    ...project(
      'include: a file that is not there',
      `# compose.yaml
include: [lib/gone.yaml]
services:
  a: {image: a}
`,
    ),
    says: 'there is no file lib/gone.yaml, so Compose refuses the project',
  },
  {
    ...project(
      'include: a file of variables that is not there',
      `# compose.yaml
include: [{path: inc.yaml, env_file: gone.env}]
services:
  a: {image: a}
# inc.yaml
services:
  b: {image: b}
`,
    ),
    says: 'there is no file gone.env, so Compose refuses the project',
  },
  {
    ...project(
      'include: no list',
      `# compose.yaml
include: b.yaml
services:
  a: {image: a}
# b.yaml
services:
  b: {image: b}
`,
    ),
    says: 'include must be a list of files',
  },
  {
    ...project(
      'include: a circle',
      `# compose.yaml
include: [b.yaml]
services:
  a: {image: a}
# b.yaml
include: [compose.yaml]
services:
  b: {image: b}
`,
    ),
    says: 'include leads in a circle: compose.yaml, b.yaml, compose.yaml',
  },
  {
    ...withEnv('a quote that is never closed', 'A="x\n', 'user: $A\n'),
    says: 'the quote is never closed',
  },
  {
    ...withEnv('a name with a space', 'A B=1\n', 'user: $A\n'),
    says: 'a name of a variable cannot hold a space',
  },
  {
    ...withEnv('a name with another character', 'A!=1\n', 'user: $A\n'),
    says: 'a name of a variable cannot hold this character',
  },
  {
    ...withEnv('a faulty variable in a value', 'A=${B\n', 'user: $A\n'),
    says: 'Compose refuses this variable; a plain dollar is written $$',
  },
]
