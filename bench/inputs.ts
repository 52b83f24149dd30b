/** Inputs for measuring: Compose projects of about 3 KB in which storlint finds nothing. */

const STORES = [
  ['postgres:16', '/var/lib/postgresql/data'],
  ['mysql:8.4', '/var/lib/mysql'],
  ['mongo:7', '/data/db'],
  ['redis:7', '/data'],
  ['influxdb:2.7', '/var/lib/influxdb2'],
  ['grafana/grafana:11.1.0', '/var/lib/grafana'],
] as const

/** A clean project of twelve services; `seed` makes each a little different. */
export function cleanProject(seed: number): string {
  const services = Array.from({ length: 12 }, (_, i) => service(seed, i))
  const volumes = Array.from({ length: 12 }, (_, i) => `  data-${i}:\n`)
  return `# Project ${seed}\nservices:\n${services.join('')}volumes:\n${volumes.join('')}`
}

function service(seed: number, i: number): string {
  const [image, target] = STORES[(seed + i) % STORES.length] ?? STORES[0]
  return `  service-${i}:
    image: ${image}
    restart: unless-stopped
    environment:
      TZ: \${TZ:-UTC}
      PASSWORD: \${PASSWORD}
    volumes:
      - data-${i}:${target}
      - ./config/${i}.conf:/etc/app/${i}.conf:ro # ${seed}
`
}
