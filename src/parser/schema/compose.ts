/**
 * The storage nodes of a Compose file, after the schema that Docker Compose itself checks with:
 * https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json
 */
import { needing, unread, type StorageSchema } from './node.ts'

/** A mapping; the readers themselves refuse anything else there. */
const ANY = { type: ['object', 'array', 'string', 'number', 'boolean'] } as const
const TEXT = { type: 'string' } as const
const TEXTS = { type: 'array', items: TEXT } as const
const TEXT_OR_NUMBER = { type: ['string', 'number'] } as const
/** Compose casts these words itself: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/interpolate.go */
const SWITCH = {
  type: ['boolean', 'string'],
  form: 'true or false',
  pattern: '^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy]([Ee][Ss])?|[Nn][Oo]?|[Oo][Nn]|[Oo][Ff][Ff])$',
} as const
const LABELS = { type: ['array', 'object'] } as const
const GRANTS = { type: 'array', items: { $ref: '#/definitions/grant' } } as const

/** The other keys of a service, none of them about storage. */
const NO_STORAGE = unread(
  'annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop privileged profiles provider pull_policy pull_refresh_after restart runtime scale security_opt stdin_open stop_grace_period stop_signal sysctls tty ulimits umask use_api_socket user userns_mode uts working_dir',
)

const MOUNT_OPTIONS = 'is an option of a mount: it stands in an entry of volumes in long form.'
const DRIVER = 'is set where the volume is declared: in its entry of the top-level volumes.'

/** What services, jobs and hooks have in common, as far as it is about storage. */
const CONTAINER = {
  ...ANY,
  additionalProperties: false,
  storage: ['volumes', 'volumes_from', 'tmpfs', 'read_only', 'storage_opt', 'shm_size', 'configs', 'secrets'],
  properties: {
    volumes: { type: 'array', items: { $ref: '#/definitions/mount' } },
    volumes_from: TEXTS,
    tmpfs: { type: ['string', 'array'], items: TEXT },
    read_only: SWITCH,
    storage_opt: { type: 'object' },
    shm_size: TEXT_OR_NUMBER,
    configs: GRANTS,
    secrets: GRANTS,
    pre_start: { type: 'array', items: { $ref: '#/definitions/hook' } },
    ...NO_STORAGE,
  },
  hints: { mounts: 'volumes', vols: 'volumes', read_only_rootfs: 'read_only' },
  elsewhere: {
    bind: `bind ${MOUNT_OPTIONS}`,
    nocopy: `nocopy ${MOUNT_OPTIONS}`,
    subpath: `subpath ${MOUNT_OPTIONS}`,
    driver_opts: `driver_opts ${DRIVER}`,
    external: `external ${DRIVER}`,
    volume_driver: `The driver ${DRIVER}`,
  },
} as const

export const COMPOSE_SCHEMA: StorageSchema = {
  definitions: {
    file: {
      title: 'a Compose file',
      type: 'object',
      additionalProperties: false,
      storage: ['volumes', 'configs', 'secrets'],
      properties: {
        services: { ...ANY, additionalProperties: { $ref: '#/definitions/service' } },
        volumes: { ...ANY, additionalProperties: { $ref: '#/definitions/volume' } },
        configs: { ...ANY, additionalProperties: { $ref: '#/definitions/config' } },
        secrets: { ...ANY, additionalProperties: { $ref: '#/definitions/secret' } },
        jobs: { ...ANY, additionalProperties: { $ref: '#/definitions/job' } },
        ...unread('version name include networks models'),
      },
      hints: { vols: 'volumes', volume: 'volumes' },
    },
    service: { title: 'a service', ...CONTAINER },
    job: { title: 'a job', ...CONTAINER, properties: { ...CONTAINER.properties, ...unread('triggers') } },
    hook: {
      title: 'a pre_start hook',
      ...CONTAINER,
      properties: { ...CONTAINER.properties, ...unread('per_replica') },
    },
    mount: {
      title: 'a mount',
      type: ['string', 'object'],
      additionalProperties: false,
      ...needing({
        type: 'bind for a folder of the host, volume for a volume, tmpfs for memory',
        'source if type=bind': 'the path on the host',
      }),
      properties: {
        type: { type: 'string', enum: ['bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'] },
        source: { ...TEXT, blank: true },
        target: TEXT,
        read_only: SWITCH,
        consistency: TEXT,
        bind: { $ref: '#/definitions/bind' },
        volume: { $ref: '#/definitions/volume-options' },
        tmpfs: { $ref: '#/definitions/tmpfs-options' },
        image: { $ref: '#/definitions/image-options' },
      },
      hints: {
        src: 'source',
        from: 'source',
        host: 'source',
        name: 'source',
        dst: 'target',
        dest: 'target',
        destination: 'target',
        container: 'target',
        path: 'target',
        mountpoint: 'target',
        ro: 'read_only',
      },
      elsewhere: {
        nocopy: 'nocopy stands one level deeper, below volume.',
        subpath: 'subpath stands one level deeper, below volume or image.',
        propagation: 'propagation stands one level deeper, below bind.',
        create_host_path: 'create_host_path stands one level deeper, below bind.',
        selinux: 'selinux stands one level deeper, below bind.',
        recursive: 'recursive stands one level deeper, below bind.',
        size: 'size stands one level deeper, below tmpfs.',
        mode: 'mode stands one level deeper, below tmpfs; of other mounts it cannot be set.',
        driver: `The driver ${DRIVER}`,
        driver_opts: `driver_opts ${DRIVER}`,
      },
    },
    bind: {
      title: 'the bind options of a mount',
      type: 'object',
      additionalProperties: false,
      properties: {
        propagation: TEXT,
        create_host_path: SWITCH,
        recursive: { type: 'string', enum: ['enabled', 'disabled', 'writable', 'readonly'] },
        selinux: { type: 'string', enum: ['z', 'Z'] },
      },
    },
    'volume-options': {
      title: 'the volume options of a mount',
      type: 'object',
      additionalProperties: false,
      properties: { labels: LABELS, nocopy: SWITCH, subpath: TEXT },
      hints: { path: 'subpath' },
      elsewhere: {
        driver: `The driver ${DRIVER}`,
        driver_opts: `driver_opts ${DRIVER}`,
        name: 'A mount names its volume in source.',
      },
    },
    'tmpfs-options': {
      title: 'the tmpfs options of a mount',
      type: 'object',
      additionalProperties: false,
      properties: { size: TEXT_OR_NUMBER, mode: TEXT_OR_NUMBER },
    },
    'image-options': {
      title: 'the image options of a mount',
      type: 'object',
      additionalProperties: false,
      properties: { subpath: TEXT },
      hints: { path: 'subpath' },
    },
    volume: {
      title: 'a volume',
      type: 'object',
      additionalProperties: false,
      properties: {
        name: TEXT,
        driver: TEXT,
        driver_opts: { type: 'object', additionalProperties: TEXT_OR_NUMBER },
        external: { $ref: '#/definitions/external' },
        labels: LABELS,
      },
      hints: { options: 'driver_opts', opts: 'driver_opts', driver_options: 'driver_opts' },
      elsewhere: {
        device: 'device is an option of the driver: it stands below driver_opts.',
        type: 'type is an option of the driver: it stands below driver_opts.',
        o: 'o is an option of the driver: it stands below driver_opts.',
        size: 'size is an option of some drivers: it stands below driver_opts.',
      },
    },
    external: {
      title: 'the external name of a volume',
      type: ['boolean', 'string', 'object'],
      form: SWITCH.form,
      pattern: SWITCH.pattern,
      additionalProperties: false,
      properties: { name: TEXT },
    },
    config: {
      title: 'a config',
      type: 'object',
      additionalProperties: false,
      properties: {
        name: TEXT,
        content: TEXT,
        environment: TEXT,
        file: TEXT,
        external: true,
        labels: LABELS,
        template_driver: TEXT,
      },
    },
    secret: {
      title: 'a secret',
      type: 'object',
      additionalProperties: false,
      properties: {
        name: TEXT,
        environment: TEXT,
        file: TEXT,
        external: true,
        labels: LABELS,
        driver: TEXT,
        driver_opts: { type: 'object', additionalProperties: TEXT_OR_NUMBER },
        template_driver: TEXT,
      },
    },
    grant: {
      title: 'a grant of a config or secret',
      type: ['string', 'object'],
      additionalProperties: false,
      properties: { source: TEXT, target: TEXT, uid: TEXT, gid: TEXT, mode: TEXT_OR_NUMBER },
      hints: { src: 'source', name: 'source', dst: 'target', dest: 'target', destination: 'target', path: 'target' },
    },
  },
}
