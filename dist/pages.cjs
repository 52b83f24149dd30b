"use strict";var s=Object.defineProperty;var i=Object.getOwnPropertyDescriptor;var m=Object.getOwnPropertyNames;var l=Object.prototype.hasOwnProperty;var d=(n,e)=>{for(var t in e)s(n,t,{get:e[t],enumerable:!0})},p=(n,e,t,o)=>{if(e&&typeof e=="object"||typeof e=="function")for(let a of m(e))!l.call(n,a)&&a!==t&&s(n,a,{get:()=>e[a],enumerable:!(o=i(e,a))||o.enumerable});return n};var c=n=>p(s({},"__esModule",{value:!0}),n);var h={};d(h,{PAGES:()=>u});module.exports=c(h);var r=`# Suppression

A finding that you accept is allowed where it stands, with the reason:

\`compose.yaml\`

\`\`\`yaml
services:
  db:
    image: postgres:16
    volumes:
      # storlint-ignore bind-mount-data-path: the host takes snapshots of this folder
      - ./pg:/var/lib/postgresql/data
  agent:
    image: example/agent:1
    volumes:
      - /etc/agent:/etc/agent:ro # storlint-ignore bind-absolute-host-path: made by our host image
\`\`\`

\`\`\`sh
storlint check
\`\`\`

\`\`\`text
No findings in 1 file, 2 findings suppressed.
\`\`\`

- \`# storlint-ignore <rule>: reason\` stands at the end of the line that is reported, or of the first line of what is
  reported: a mount, a service, a volume. Or it stands alone directly above one of these lines; other comments may lie
  between, an empty line may not.
- \`# storlint-ignore-file <rule>: reason\`, anywhere in a file, holds for all of it.
- Several rules are separated by commas: \`# storlint-ignore bind-mount-data-path, bind-absolute-host-path: reason\`.
- In Kubernetes the annotation \`storlint.dev/ignore.<rule>: reason\` of a workload or its pod template holds for what it
  annotates.

There is no form without a rule or without a reason. A \`#\` in a quoted or block text is no comment.

A suppressed finding does not fail a run, and \`storlint fix\` leaves it alone. It is counted, and stands in the JSON report
with its reason. To switch a rule off for files or folders, use [the configuration](configuration.md).

## bad-suppression

An error: a suppression has no reason, names no rule that there is, or is written in a way that storlint does not know. It
suppresses nothing; of several rules those that are right count.

\`compose.yaml\`

\`\`\`yaml
services:
  db:
    image: postgres:16
    volumes:
      - ./pg:/var/lib/postgresql/data # storlint-ignore bind-mount-data-paths: snapshots
\`\`\`

\`\`\`sh
storlint check --format concise
\`\`\`

\`\`\`text
compose.yaml:5:9: warning[bind-mount-data-path] \u2026
compose.yaml:5:57: error[bad-suppression] there is no rule "bind-mount-data-paths"
\`\`\`

## unused-suppression

A warning: there is nothing to suppress, so the comment may go, or stands in the wrong place. Only rules that ran are judged:
not those that are switched off, nor others than that of \`--rule\`.

\`compose.yaml\`

\`\`\`yaml
services:
  # storlint-ignore tmpfs-on-data-path: only a cache
  cache:
    image: redis:7
    volumes:
      - cache:/data
volumes:
  cache:
\`\`\`

\`\`\`sh
storlint check --format concise
\`\`\`

\`\`\`text
compose.yaml:2:21: warning[unused-suppression] there is no finding of tmpfs-on-data-path here to suppress
\`\`\`

Both names have a level in the configuration (\`rules: { unused-suppression: off }\`), as rules have. They cannot be suppressed.
`,u={"bind-absolute-host-path":`# bind-absolute-host-path
<!-- gen: warning | portability | compose | no fix | since 0.1.0 -->

The mount needs a path that begins at the root of the host. The project then starts only where that path exists with
that content, and two copies of the project on one host share the directory without knowing
([docker-mailman#135](https://github.com/maxking/docker-mailman/issues/135), [moby#26339](https://github.com/moby/moby/issues/26339)).

Write a path below the project (\`./config\`), a variable with a default (\`\${CONFIG_DIR:-./config}\`), or a named volume.

## Reported: a folder somewhere on the host

\`\`\`yaml compose
services:
  exporter:
    image: registry.example.com/exporter:2
    volumes:
      - /etc/exporter:/config
      # ^^^^^^^^^^^^^ warning[bind-absolute-host-path]: needs /etc/exporter on every host
      - type: bind
        source: /opt/exporter/state
        #       ^^^^^^^^^^^^^^^^^^^ warning[bind-absolute-host-path]: needs /opt/exporter/state
        target: /state
\`\`\`

## Reported as a hint: tools whose purpose is host data

\`\`\`yaml compose
services:
  media:
    image: jellyfin/jellyfin:10.9.11
    volumes:
      - /srv/films:/media:ro
      # ^^^^^^^^^^ info[bind-absolute-host-path]
\`\`\`

## Not reported: below the project, or a variable

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - ./config:/config
      - \${DATA_DIR:-/srv/app}:/data
      - \${DATA_DIR}/more:/more
      - data:/var/lib/app
volumes:
  data:
\`\`\`

## Not reported: parts that every Linux host has

\`\`\`yaml compose
services:
  agent:
    image: registry.example.com/agent:1
    volumes:
      - /etc/localtime:/etc/localtime:ro
      - /:/host:ro
      - /proc:/host/proc:ro
      - /sys:/host/sys:ro
      - /dev/bus/usb:/dev/bus/usb
      - /var/log:/var/log:ro
      - /run/app/app.sock:/app.sock
\`\`\`

## Not reported: a database\u2019s data

One fault is one finding: that is [bind-mount-data-path](bind-mount-data-path.md).

\`\`\`yaml compose
services:
  db:
    image: mysql:8.4
    volumes:
      - /srv/mysql:/var/lib/mysql
\`\`\`
`,"bind-mount-data-path":`# bind-mount-data-path
<!-- gen: warning | portability | compose | fix: migrate | since 0.1.0 -->

A storage engine\u2019s data lies in a directory of the host. Owner and modes are the host\u2019s and often wrong for the user in
the container; a desktop\u2019s file sharing lacks locks and memory maps that databases need; other processes can touch the
files; another host does not have the directory. A named volume has none of this, and is filled and owned as the image
wants it.

Servers that never start and tables that vanish are the usual signs
([postgres#435](https://github.com/docker-library/postgres/issues/435), [mysql#487](https://github.com/docker-library/mysql/issues/487)).

Convenient backups are the usual reason for a bind mount. A volume is read as easily:
\`docker run --rm -v <project>_<volume>:/from:ro -v "$PWD":/to alpine tar czf /to/data.tgz -C /from .\`

For applications and object stores, whose files people also open by hand, this is a hint only.

## Reported: a database in a folder of the project

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ warning[bind-mount-data-path]: is the host directory ./pgdata
\`\`\`

\`\`\`diff migrate
@@ -2,4 +2,8 @@
   db:
     image: postgres:16
     volumes:
-      - ./pgdata:/var/lib/postgresql/data
+      - pgdata-moved:/var/lib/postgresql/data
+volumes:
+  pgdata-moved:
+    external: true
+    name: \${COMPOSE_PROJECT_NAME}_pgdata-moved
\`\`\`

\`\`\`diff assume-new
@@ -2,4 +2,6 @@
   db:
     image: postgres:16
     volumes:
-      - ./pgdata:/var/lib/postgresql/data
+      - pgdata:/var/lib/postgresql/data
+volumes:
+  pgdata:
\`\`\`

## Reported: the long form

\`\`\`yaml compose
services:
  db:
    image: mysql:8.4
    volumes:
      - type: bind
        source: /srv/mysql # on the RAID
        #       ^^^^^^^^^^ warning[bind-mount-data-path]: /srv/mysql
        target: /var/lib/mysql
\`\`\`

\`\`\`diff migrate
@@ -2,6 +2,10 @@
   db:
     image: mysql:8.4
     volumes:
-      - type: bind
-        source: /srv/mysql # on the RAID
+      - type: volume
+        source: mysql-moved # on the RAID
         target: /var/lib/mysql
+volumes:
+  mysql-moved:
+    external: true
+    name: \${COMPOSE_PROJECT_NAME}_mysql-moved
\`\`\`

\`\`\`diff assume-new
@@ -2,6 +2,8 @@
   db:
     image: mysql:8.4
     volumes:
-      - type: bind
-        source: /srv/mysql # on the RAID
+      - type: volume
+        source: mysql # on the RAID
         target: /var/lib/mysql
+volumes:
+  mysql:
\`\`\`

## Reported where it is written: the mount of an override

\`compose.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:17
    volumes:
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  db:
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ info[bind-mount-data-path]
\`\`\`

## Reported in the base, whatever a file for tests lies over it

\`compose.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:17
    volumes:
      - ./pgdata:/var/lib/postgresql/data # ! warning[bind-mount-data-path]
\`\`\`

\`compose.test.yaml\`

\`\`\`yaml compose
services:
  db:
    ports:
      - "5432:5432"
\`\`\`

## Not reported: an override takes the mount away

\`compose.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:17
    volumes:
      - ./pgdata:/var/lib/postgresql/data
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  db:
    volumes: !override
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

## Not reported: whoever includes the file gives the service its volume

\`lib/db.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:17
\`\`\`

\`compose.yaml\`

\`\`\`yaml compose
include:
  - lib/db.yaml
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  db:
    volumes:
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

## Reported as a hint: an application\u2019s files

\`\`\`yaml compose
services:
  passwords:
    image: vaultwarden/server:1.32.0
    volumes:
      - ./vaultwarden:/data
      # ^^^^^^^^^^^^^ info[bind-mount-data-path]: is the host directory ./vaultwarden
\`\`\`

## Not reported: configuration, scripts and read-only data

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - pgdata:/var/lib/postgresql/data
      - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro
      - ./postgresql.conf:/etc/postgresql/postgresql.conf
  reader:
    image: influxdb:2.7
    volumes:
      - ./archive:/var/lib/influxdb2:ro
volumes:
  pgdata:
\`\`\`

## Not reported: the source may be a volume

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - \${PG_STORE}:/var/lib/postgresql/data
\`\`\`

## Reported: a folder, whatever the variable is

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - \${STORES}/pg:/var/lib/postgresql/data
      # ^^^^^^^^^^^^ warning[bind-mount-data-path]: the host directory \${STORES}/pg
\`\`\`

\`\`\`refused migrate
the host path is set by a variable
\`\`\`

## Refused: a backup service reads the same folder

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ warning[bind-mount-data-path]
  backup:
    image: registry.example.com/backup:1
    volumes:
      - ./pgdata:/source:ro
\`\`\`

\`\`\`refused migrate
the host path is also used by backup
\`\`\`

## Refused: a service that extends this one has its mounts

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ warning[bind-mount-data-path]
  backup:
    extends: db
    command: pg_dump
\`\`\`

\`\`\`refused migrate
the host path is also used by backup
\`\`\`

## Refused: a service of another file extends this one

\`stack/db.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ warning[bind-mount-data-path]
\`\`\`

\`compose.yaml\`

\`\`\`yaml compose
services:
  backup:
    extends:
      file: stack/db.yaml
      service: db
\`\`\`

\`\`\`refused migrate
the host path is also used by backup
\`\`\`

## Refused: a named volume is bound to the same folder

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ warning[bind-mount-data-path]
  backup:
    image: registry.example.com/backup:1
    volumes:
      - dump:/source
volumes:
  dump:
    driver_opts:
      type: none
      o: bind
      device: ./pgdata
\`\`\`

\`\`\`refused migrate
the host path is also used by backup
\`\`\`

## Refused: another service mounts the whole folder of the project

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ warning[bind-mount-data-path]
  tools:
    image: registry.example.com/tools:1
    volumes:
      - .:/project
\`\`\`

\`\`\`refused migrate
the host path is also used by tools
\`\`\`

## Refused: a secret is a file of the folder

\`\`\`yaml compose
services:
  db:
    image: postgres:17
    volumes:
      - ./db:/var/lib/postgresql/data # ! warning[bind-mount-data-path]
    secrets: [password]
secrets:
  password:
    file: ./db/password.txt
\`\`\`

\`\`\`refused migrate
a config or secret is a file of the host path
\`\`\`

## Refused: one copy runs on each node

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
      # ^^^^^^^^ warning[bind-mount-data-path]
    deploy:
      mode: global
\`\`\`

\`\`\`refused migrate
several replicas run, and would share the one volume
\`\`\`

## Refused: the path is a choice of the owner

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - \${PG_STORE:-./pgdata}:/var/lib/postgresql/data
      #             ^^^^^^^^ warning[bind-mount-data-path]
\`\`\`

\`\`\`refused migrate
the host path is set by a variable
\`\`\`
`,"claim-class-unset":`# claim-class-unset
<!-- gen: info | portability | kubernetes | no fix | since 0.1.0 -->

A claim without \`storageClassName\` gets whatever the cluster calls its default: a disk on one cloud, a directory of a node
on a laptop, nothing at all where no class is the default (as on EKS since 1.30), and then it waits for ever.

## Reported: no class is named

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
  #     ^^^^^^^ info[claim-class-unset]: names no storage class
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
\`\`\`

## Not reported: a class, a volume by name, or the default is in the files

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: classed
spec:
  storageClassName: standard
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10Gi}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: static
spec:
  volumeName: disk-1
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10Gi}}
\`\`\`

## Not reported: the default class is seen

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: standard
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: rancher.io/local-path
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10Gi}}
\`\`\`

## Not reported: a patch, which leaves the class to the claim that it changes

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  resources:
    requests:
      storage: 50Gi
\`\`\`

## Not reported: the claim of a test

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: scratch
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: e2e-upload
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: run
          image: registry.example.com/e2e:1
          volumeMounts:
            - name: scratch
              mountPath: /scratch
      volumes:
        - name: scratch
          persistentVolumeClaim:
            claimName: scratch
\`\`\`
`,"claim-retention-delete":`# claim-retention-delete
<!-- gen: error | lifecycle | kubernetes | fix: safe | since 0.1.0 -->

A StatefulSet keeps its claims when it is deleted or scaled down, unless \`persistentVolumeClaimRetentionPolicy\` says
\`Delete\`. Then an uninstalled release, or one replica less for an hour, takes the claims along, and with a class whose
reclaim policy is \`Delete\`, as most are, the disks. A chart had it as its default
([valkey-helm#121](https://github.com/valkey-io/valkey-helm/issues/121)).

## Reported: claims go with the StatefulSet and with a replica

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Delete
    #            ^^^^^^ warning[claim-retention-delete]: deleting db deletes its claims
    whenScaled: Delete # on purpose
    #           ^^^^^^ error[claim-retention-delete]: scaling down db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
        resources:
          requests:
            storage: 10Gi
\`\`\`

\`\`\`diff safe
@@ -5,8 +5,8 @@
 spec:
   serviceName: db
   persistentVolumeClaimRetentionPolicy:
-    whenDeleted: Delete
-    whenScaled: Delete # on purpose
+    whenDeleted: Retain
+    whenScaled: Retain # on purpose
   selector:
     matchLabels: {app: db}
   template:
\`\`\`

## Not reported: Retain, a cache, no template

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
    whenScaled: Retain
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
        resources:
          requests:
            storage: 10Gi
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cache
spec:
  serviceName: cache
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Delete
    whenScaled: Delete
  selector:
    matchLabels: {app: cache}
  template:
    metadata:
      labels: {app: cache}
    spec:
      containers:
        - name: cache
          image: redis:7.2
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
        resources:
          requests:
            storage: 1Gi
\`\`\`
`,"data-path-on-anonymous-volume":`# data-path-on-anonymous-volume
<!-- gen: error | ephemeral-data | compose | fix: migrate | since 0.1.0 -->

The image declares a volume for its data (\`VOLUME\` in its Dockerfile), or the file lists a container path without a
source, and nothing with a name is mounted there. The engine makes a volume with a random name. It survives a restart
and a recreate by \`up\`, but after \`docker compose down\` the next \`up\` begins with an empty one; the old data lies
around under a name that nobody knows until a prune removes it.

Seen as \u201Cthe database was deleted\u201D after build, down and up
([mastodon#1080](https://github.com/mastodon/mastodon/issues/1080), [posthog#2359](https://github.com/PostHog/posthog/issues/2359)).

## Reported: only the image\u2019s own volume holds the data

\`\`\`yaml compose
services:
  db:
    image: postgres:16-alpine
    #      ^^^^^^^^^^^^^^^^^^ error[data-path-on-anonymous-volume]: keeps its data in /var/lib/postgresql/data
    environment:
      POSTGRES_PASSWORD: secret
\`\`\`

\`\`\`diff migrate
# Lines that hold secrets are left out: apply with git apply --unidiff-zero.
@@ -5,0 +6,6 @@
+    volumes:
+      - db-data-moved:/var/lib/postgresql/data
+volumes:
+  db-data-moved:
+    external: true
+    name: \${COMPOSE_PROJECT_NAME}_db-data-moved
\`\`\`

\`\`\`diff assume-new
# Lines that hold secrets are left out: apply with git apply --unidiff-zero.
@@ -5,0 +6,4 @@
+    volumes:
+      - db-data:/var/lib/postgresql/data
+volumes:
+  db-data:
\`\`\`

## Reported: a mount without a source

\`\`\`yaml compose
services:
  db:
    image: mariadb:11.4
    volumes:
      - /var/lib/mysql
      # ^^^^^^^^^^^^^^ error[data-path-on-anonymous-volume]: on an anonymous volume
\`\`\`

\`\`\`diff migrate
@@ -2,4 +2,8 @@
   db:
     image: mariadb:11.4
     volumes:
-      - /var/lib/mysql
+      - db-data-moved:/var/lib/mysql
+volumes:
+  db-data-moved:
+    external: true
+    name: \${COMPOSE_PROJECT_NAME}_db-data-moved
\`\`\`

\`\`\`diff assume-new
@@ -2,4 +2,6 @@
   db:
     image: mariadb:11.4
     volumes:
-      - /var/lib/mysql
+      - db-data:/var/lib/mysql
+volumes:
+  db-data:
\`\`\`

## Reported: the long form without a source

\`\`\`yaml compose
services:
  db:
    image: mariadb:11.4
    volumes:
      - type: volume
        target: /var/lib/mysql
        #       ^^^^^^^^^^^^^^ error[data-path-on-anonymous-volume]: on an anonymous volume
\`\`\`

\`\`\`diff assume-new
@@ -3,4 +3,7 @@
     image: mariadb:11.4
     volumes:
       - type: volume
+        source: db-data
         target: /var/lib/mysql
+volumes:
+  db-data:
\`\`\`

## Reported: a data container\u2019s volume has no name either

\`\`\`yaml compose
services:
  mysqldata:
    image: mysql:5.7
    command: /bin/true
  mysql:
    image: mysql:5.7
    volumes_from:
      - mysqldata
      # ^^^^^^^^^ error[data-path-on-anonymous-volume]: /var/lib/mysql
\`\`\`

## Reported as a warning: a cache that writes its memory to disk

Redis saves snapshots unless it is told not to. Asked to write every change down, it is used as a database.

\`\`\`yaml compose
services:
  cache:
    image: redis:7
    #      ^^^^^^^ warning[data-path-on-anonymous-volume]: /data
  queue:
    image: redis:7
    #      ^^^^^^^ error[data-path-on-anonymous-volume]: /data
    command: redis-server --appendonly yes
\`\`\`

## Not reported: the volume has a name

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - pgdata:/var/lib/postgresql/data
  other:
    image: postgres:16
    volumes:
      - ./pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

## Not reported: nothing is to be kept

Saving is off both ways; or the image only runs a client of the database.

\`\`\`yaml compose
services:
  cache:
    image: redis:7
    command: redis-server --save "" --appendonly no
  memory:
    image: memcached:1.6
  backup:
    image: postgres:16
    entrypoint: ["sh", "-c", "while true; do pg_dump -h db -U app app > /backup/app.sql; sleep 86400; done"]
    volumes:
      - backup:/backup
volumes:
  backup:
\`\`\`

## Not reported: an overlay adds the volume

\`compose.yaml\` is read together with the files whose names say that they go on top of it.

\`compose.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:16
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  db:
    volumes:
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

## Not reported: an override adds the volume, and another image

\`docker-compose.yml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:16
\`\`\`

\`docker-compose.override.yml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:16-alpine
    volumes:
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

## Reported: a file that is an alternative adds the volume

\`docker-compose.yml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    #      ^^^^^^^^^^^ error[data-path-on-anonymous-volume]: /var/lib/postgresql/data
\`\`\`

\`docker-compose.prod.yml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:16-alpine
    volumes:
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

## Reported as a hint: a cache that may forget

\`\`\`yaml compose
services:
  cache:
    image: redis:7
    #      ^^^^^^^ info[data-path-on-anonymous-volume]: /data
    command: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru
\`\`\`

## Reported: an image that is built from that of a database

What the Dockerfile does not change is as in the image that it starts from: the data is where PostgreSQL keeps it, on the
volume that \`postgres\` declares.

\`\`\`yaml compose
services:
  db:
    build: ./db
  # ^^^^^ error[data-path-on-anonymous-volume]: postgres keeps its data in /var/lib/postgresql/data
\`\`\`

\`db/Dockerfile\`

\`\`\`dockerfile
ARG POSTGRES_VERSION=16
FROM postgres:\${POSTGRES_VERSION}-alpine
COPY schema.sql /docker-entrypoint-initdb.d/
\`\`\`

\`\`\`diff assume-new
@@ -1,3 +1,7 @@
 services:
   db:
     build: ./db
+    volumes:
+      - db-data:/var/lib/postgresql/data
+volumes:
+  db-data:
\`\`\`

## Reported: a Dockerfile declares the volume

The stage that counts is the one that the service asks for.

\`\`\`yaml compose
services:
  dashboards:
    build:
  # ^^^^^ error[data-path-on-anonymous-volume]: /var/lib/grafana, which is on an anonymous volume
      context: .
      dockerfile: docker/grafana.Dockerfile
      target: final
\`\`\`

\`docker/grafana.Dockerfile\`

\`\`\`dockerfile
FROM node:22 AS plugins
RUN npm ci
FROM grafana/grafana:11.2.0 AS final
COPY --from=plugins /app/dist /var/lib/grafana/plugins/app
VOLUME ["/var/lib/grafana"]
FROM plugins AS tests
CMD ["npm", "test"]
\`\`\`

## Not reported: the service mounts a volume for what it builds

\`\`\`yaml compose
services:
  db:
    build:
      dockerfile_inline: |
        FROM postgres:16
        ENV PGDATA=/data/pg
        VOLUME /data
    volumes:
      - pgdata:/data
volumes:
  pgdata:
\`\`\`

## Not reported: what is built keeps nothing, or is not known

\`\`\`yaml compose
services:
  web:
    build: ./web
  backup:
    build: ./backup
  db:
    build:
      context: ./db
      args: { BASE: "\${BASE}" }
  elsewhere:
    build: https://github.com/example/db.git
  missing:
    build: ./missing
\`\`\`

\`web/Dockerfile\`

\`\`\`dockerfile
FROM node:22-alpine
VOLUME /app/data
CMD ["node", "server.js"]
\`\`\`

\`backup/Dockerfile\`

\`\`\`dockerfile
FROM postgres:16
COPY backup.sh /usr/local/bin/
ENTRYPOINT ["backup.sh"]
\`\`\`

\`db/Dockerfile\`

\`\`\`dockerfile
ARG BASE=postgres:16
FROM \${BASE}
\`\`\`

## Not reported: the service, or the stage that it builds, is there for tests

\`\`\`yaml compose
services:
  db-test:
    build: ./db
  seeded:
    build:
      context: ./db
      target: e2e
\`\`\`

\`db/Dockerfile\`

\`\`\`dockerfile
FROM postgres:16 AS db
FROM db AS e2e
COPY seed.sql /docker-entrypoint-initdb.d/
\`\`\`

## Not reported: a mount whose path nobody can tell

\`\`\`yaml compose
services:
  cache:
    image: redis:7
    command: redis-server --appendonly yes
    volumes:
      - \${CACHE_MOUNT}
\`\`\`
`,"docker-socket-mounted":`# docker-socket-mounted
<!-- gen: error | security | compose, kubernetes | no fix | since 0.1.0 -->

Who can talk to the socket of a container engine can start a container that mounts the host\u2019s root: the service is as
good as root on the host. \`:ro\` protects the socket\u2019s name in the directory, not the engine behind it; tools that
claimed otherwise took it back ([dozzle#3088](https://github.com/amir20/dozzle/issues/3088)).

Put a socket proxy with an allow-list in between, on a network that only the service shares, or give the service the
socket of a rootless engine. It is graver where the service is published or its image may change under a moving tag,
and milder for tools that exist to command the engine.

## Reported: the engine\u2019s socket in an application

\`\`\`yaml compose
services:
  runner:
    image: registry.example.com/runner:1.2
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
      # ^^^^^^^^^^^^^^^^^^^^ warning[docker-socket-mounted]: full control of the container engine
\`\`\`

## Reported as an error: reachable, or of a moving tag

\`\`\`yaml compose
services:
  panel:
    image: registry.example.com/panel:1.2
    ports: ["8080:8080"]
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
      # ^^^^^^^^^^^^^^^^^^^^ error[docker-socket-mounted]: protects the file, not the engine
  agent:
    image: registry.example.com/agent:latest
    volumes:
      - \${DOCKER_SOCKET:-/run/podman/podman.sock}:/run/podman/podman.sock
      #                  ^^^^^^^^^^^^^^^^^^^^^^^ error[docker-socket-mounted]: /run/podman/podman.sock
\`\`\`

## Reported more mildly: a tool of the engine

\`\`\`yaml compose
services:
  updater:
    image: containrrr/watchtower:1.7.1
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
      # ^^^^^^^^^^^^^^^^^^^^ info[docker-socket-mounted]
\`\`\`

## Not reported: a proxy with an allow-list, and other sockets

\`\`\`yaml compose
services:
  socket-proxy:
    image: tecnativa/docker-socket-proxy:0.3
    environment: { CONTAINERS: 1, POST: 0 }
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
  web:
    image: nginx:1.27
    volumes:
      - /run/php/php-fpm.sock:/run/php-fpm.sock
      - \${DOCKER_SOCKET}:/var/run/docker.sock
\`\`\`
`,"duplicate-mount-target":`# duplicate-mount-target
<!-- gen: error | correctness | compose, kubernetes | no fix | since 0.1.0 -->

One path of a container shows one thing. The API server refuses a second mount at the same path (\`mountPath: Invalid
value: "/data": must be unique\`). Docker Compose is less plain: an entry of \`tmpfs\` beside one of \`volumes\` it refuses
(\`target /data already mounted as services.db.tmpfs[0]\`), but of two entries of \`volumes\` it drops the first without a
word, so that the data goes to a volume that nobody looks at.

## Reported: two volumes at one path

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - uploads:/srv/uploads
      - uploads-old:/srv/uploads/
      #             ^^^^^^^^^^^^^ error[duplicate-mount-target]: /srv/uploads/ is mounted twice, so Compose drops the first one in silence
volumes:
  uploads:
  uploads-old:
\`\`\`

## Reported: memory at the path of a volume

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - cache:/srv/cache
    tmpfs:
      - /srv/cache
      # ^^^^^^^^^^ error[duplicate-mount-target]: /srv/cache is mounted twice, so Compose refuses the file
volumes:
  cache:
\`\`\`

## Reported: two mounts, and a device where something is mounted

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - name: uploads
          mountPath: /srv/uploads
        - name: cache
          mountPath: /srv/uploads
          #          ^^^^^^^^^^^^ error[duplicate-mount-target]: /srv/uploads is mounted twice, so the API server refuses it
      volumeDevices:
        - name: disk
          devicePath: /srv/uploads
          #           ^^^^^^^^^^^^ error[duplicate-mount-target]: /srv/uploads is mounted twice
  volumes:
    - { name: uploads, emptyDir: {} }
    - { name: cache, emptyDir: {} }
    - { name: disk, persistentVolumeClaim: { claimName: disk } }
\`\`\`

## Not reported: one inside the other, the same path in two containers

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: fill
      image: registry.example.com/web:1
      volumeMounts:
        - { name: uploads, mountPath: /srv/uploads }
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - { name: uploads, mountPath: /srv/uploads }
        - { name: cache, mountPath: /srv/uploads/cache }
        - { name: cache, mountPath: "{{ .Values.path }}" }
        - { name: cache, mountPath: "{{ .Values.path }}" }
  volumes:
    - { name: uploads, emptyDir: {} }
    - { name: cache, emptyDir: {} }
\`\`\`

## Not reported: two paths

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - uploads:/srv/uploads
      - uploads:/srv/public
    tmpfs: /srv/cache
volumes:
  uploads:
\`\`\`
`,"duplicate-volume-name":`# duplicate-volume-name
<!-- gen: error | correctness | kubernetes | no fix | since 0.1.0 -->

Mounts find a volume by its name, so each volume of a pod has one of its own. The API server refuses a second volume of a
name (\`spec.volumes[1].name: Duplicate value: "data"\`).

A claim template of a StatefulSet may bear the name of a volume: the claim takes its place.

## Reported: two volumes of one name

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - { name: data, mountPath: /srv/data }
  volumes:
    - name: data
      emptyDir: {}
    - name: data
      #     ^^^^ error[duplicate-volume-name]: two volumes of the pod are named data, so the API server refuses it
      persistentVolumeClaim:
        claimName: data
\`\`\`

## Not reported: a claim template in place of a volume, names that a template fills in

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: metrics
spec:
  serviceName: metrics
  selector: { matchLabels: { app: metrics } }
  template:
    metadata: { labels: { app: metrics } }
    spec:
      containers:
        - name: metrics
          image: registry.example.com/metrics:1
          volumeMounts:
            - { name: data, mountPath: /srv/metrics }
      volumes:
        - { name: data, emptyDir: {} }
        - { name: "{{ .Values.name }}", emptyDir: {} }
        - { name: "{{ .Values.name }}", emptyDir: {} }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: fast
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
\`\`\`
`,"emptydir-on-data-path":`# emptydir-on-data-path
<!-- gen: error | ephemeral-data | kubernetes | fix: migrate | since 0.1.0 -->

The directory in which the image keeps its data is an \`emptyDir\`. It is made with the pod and deleted with it: a new
version, a drained node, an eviction, and the data is gone. With two replicas there are two databases behind one service.

A chart that was rendered with persistence switched off is the usual origin
([charts#10946](https://github.com/helm/charts/issues/10946): pods restarted, series gone).

An \`emptyDir\` is right for scratch, caches and sockets: only a data path makes it a fault.

## Reported: a database on scratch

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: influxdb
spec:
  serviceName: influxdb
  selector:
    matchLabels: {app: influxdb}
  template:
    metadata:
      labels: {app: influxdb}
    spec:
      containers:
        - name: influxdb
          image: influxdb:1.8.10-alpine
          volumeMounts:
            - name: data
              mountPath: /var/lib/influxdb
      volumes:
        - name: data
          emptyDir: {}
        # ^^^^^^^^ error[emptydir-on-data-path]: influxdb keeps its data in /var/lib/influxdb
\`\`\`

## Reported: memory is no better

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  containers:
    - name: db
      image: postgres:16
      volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql/data
  volumes:
    - name: data
      emptyDir:
    # ^^^^^^^^ error[emptydir-on-data-path]: it is memory
        medium: Memory
\`\`\`

## Reported: controllers of others whose pod template has a certain place

\`\`\`yaml kubernetes
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: db
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: postgres:17.2
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          emptyDir: {}
        # ^^^^^^^^ error[emptydir-on-data-path]: postgres keeps its data in /var/lib/postgresql/data
\`\`\`

\`\`\`refused migrate
storlint moves no data of controllers that others have added to Kubernetes
\`\`\`

## Reported: a DeploymentConfig of OpenShift, which needs no selector

\`\`\`yaml kubernetes
apiVersion: apps.openshift.io/v1
kind: DeploymentConfig
metadata:
  name: db
spec:
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: postgres:17.2
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          emptyDir: {}
        # ^^^^^^^^ error[emptydir-on-data-path]: postgres keeps its data
\`\`\`

## Not reported: a revision that comes and goes, and kinds that nobody knows

\`\`\`yaml kubernetes
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: db
spec:
  template:
    spec:
      containers:
        - image: postgres:17.2
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          emptyDir: {}
---
apiVersion: example.com/v1
kind: Deployment
metadata:
  name: db
spec:
  selector: { matchLabels: { app: db } }
  template:
    spec:
      containers:
        - name: db
          image: postgres:17.2
          volumeMounts:
            - { name: data, mountPath: /var/lib/postgresql/data }
      volumes:
        - { name: data, emptyDir: {} }
\`\`\`

## Not reported: scratch beside the data, a cache, a job

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
            - name: shm
              mountPath: /dev/shm
      volumes:
        - name: shm
          emptyDir: {medium: Memory}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: standard
        resources:
          requests:
            storage: 10Gi
---
apiVersion: batch/v1
kind: Job
metadata:
  name: restore
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: restore
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          emptyDir: {}
\`\`\`

## Fixed: a claim of its own

The claim goes into a file of its own: in the workload\u2019s, \`kubectl delete -f\` would take the data along. Its class is that of the
cluster that \`.storlint.yaml\` names, or the default that the files declare; without either the fix is withheld.

\`class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
\`\`\`

\`db.yaml\`

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
  namespace: shop
spec:
  replicas: 1
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          emptyDir: {} # enough for the demo
        # ^^^^^^^^ error[emptydir-on-data-path]
\`\`\`

\`\`\`diff migrate
@@ -19,4 +19,6 @@
               mountPath: /var/lib/postgresql/data
       volumes:
         - name: data
-          emptyDir: {} # enough for the demo
+          persistentVolumeClaim:
+            claimName: db-data
+          # enough for the demo
\`\`\`

\`\`\`diff assume-new
@@ -5,6 +5,8 @@
   namespace: shop
 spec:
   replicas: 1
+  strategy:
+    type: Recreate
   selector:
     matchLabels: {app: db}
   template:
@@ -19,4 +21,6 @@
               mountPath: /var/lib/postgresql/data
       volumes:
         - name: data
-          emptyDir: {} # enough for the demo
+          persistentVolumeClaim:
+            claimName: db-data
+          # enough for the demo
--- /dev/null
+++ b/db-data-claim.yaml
@@ -0,0 +1,12 @@
+apiVersion: v1
+kind: PersistentVolumeClaim
+metadata:
+  name: db-data
+  namespace: shop
+spec:
+  accessModes:
+    - ReadWriteOnce
+  storageClassName: fast
+  resources:
+    requests:
+      storage: 10Gi
\`\`\`

## Fixed: a StatefulSet keeps its pod until the copy is complete

A claim of a StatefulSet gets the name that a claim template would give it, so that a template may take it over later.

\`class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
\`\`\`

\`queue.yaml\`

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: queue
spec:
  serviceName: queue
  replicas: 1
  selector:
    matchLabels: {app: queue}
  template:
    metadata:
      labels: {app: queue}
    spec:
      containers:
        - name: queue
          image: rabbitmq:3.13
          volumeMounts:
            - name: data
              mountPath: /var/lib/rabbitmq
      volumes:
        - name: data
          emptyDir: {} # ! error[emptydir-on-data-path]
\`\`\`

\`\`\`diff migrate
@@ -5,6 +5,10 @@
 spec:
   serviceName: queue
   replicas: 1
+  updateStrategy:
+    type: RollingUpdate
+    rollingUpdate:
+      partition: 1
   selector:
     matchLabels: {app: queue}
   template:
@@ -19,4 +23,5 @@
               mountPath: /var/lib/rabbitmq
       volumes:
         - name: data
-          emptyDir: {}
+          persistentVolumeClaim:
+            claimName: data-queue-0
\`\`\`

\`\`\`diff assume-new
@@ -19,4 +19,5 @@
               mountPath: /var/lib/rabbitmq
       volumes:
         - name: data
-          emptyDir: {}
+          persistentVolumeClaim:
+            claimName: data-queue-0
--- /dev/null
+++ b/data-queue-0-claim.yaml
@@ -0,0 +1,11 @@
+apiVersion: v1
+kind: PersistentVolumeClaim
+metadata:
+  name: data-queue-0
+spec:
+  accessModes:
+    - ReadWriteOnce
+  storageClassName: fast
+  resources:
+    requests:
+      storage: 10Gi
\`\`\`

## Not fixed: several pods, each with a directory of its own

\`class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
\`\`\`

\`db.yaml\`

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  replicas: 2
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: mysql:8.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
      volumes:
        - name: data
          emptyDir: {} # ! error[emptydir-on-data-path]
\`\`\`

\`\`\`refused migrate
several replicas run, and would share the one volume
\`\`\`

## Not fixed: an autoscaler may add pods

\`class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
\`\`\`

\`db.yaml\`

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  replicas: 1
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: mysql:8.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
      volumes:
        - name: data
          emptyDir: {} # ! error[emptydir-on-data-path]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: db
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: db}
  maxReplicas: 3
\`\`\`

\`\`\`refused migrate
several replicas run, and would share the one volume
\`\`\`

## Not fixed: nobody says which class

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  containers:
    - name: db
      image: postgres:16
      volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql/data
  volumes:
    - name: data
      emptyDir: {} # ! error[emptydir-on-data-path]
\`\`\`

\`\`\`refused migrate
it needs a value from you: the storage class (name your cluster in .storlint.yaml, for example \`cluster: {preset: k3s}\`, or its classes)
\`\`\`

## Reported: a master holds the state of its cluster

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: search-master
spec:
  serviceName: search-master
  selector:
    matchLabels: {app: search-master}
  template:
    metadata:
      labels: {app: search-master}
    spec:
      containers:
        - name: master
          image: elasticsearch:8.15.0
          env:
            - {name: node.roles, value: master}
          volumeMounts:
            - name: data
              mountPath: /usr/share/elasticsearch/data
      volumes:
        - name: data
          emptyDir: {} # ! error[emptydir-on-data-path]
\`\`\`

## Reported as a hint: the data is shipped out, and brought back before the start

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: passwords
spec:
  selector:
    matchLabels: {app: passwords}
  template:
    metadata:
      labels: {app: passwords}
    spec:
      initContainers:
        - name: restore
          image: litestream/litestream:0.3
          args: [restore, -if-replica-exists, /data/db.sqlite3]
          volumeMounts:
            - name: data
              mountPath: /data
      containers:
        - name: vaultwarden
          image: vaultwarden/server:1.32.0
          volumeMounts:
            - name: data
              mountPath: /data
        - name: replicate
          image: litestream/litestream:0.3
          args: [replicate]
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {} # ! info[emptydir-on-data-path]
\`\`\`

## Not reported: a node of a search cluster that holds no data

A node that only coordinates passes requests on. One that may become master keeps the state of the cluster.

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: search-client
spec:
  selector:
    matchLabels: {app: search-client}
  template:
    metadata:
      labels: {app: search-client}
    spec:
      containers:
        - name: client
          image: docker.elastic.co/elasticsearch/elasticsearch:7.17.0
          env:
            - {name: node.master, value: "false"}
            - {name: node.data, value: "false"}
          volumeMounts:
            - name: data
              mountPath: /usr/share/elasticsearch/data
        - name: ingest
          image: opensearchproject/opensearch:2.11.0
          env:
            - {name: node.roles, value: "ingest,remote_cluster_client"}
          volumeMounts:
            - name: data
              mountPath: /usr/share/opensearch/data
        - name: coordinator
          image: elasticsearch:8.15.0
          env:
            - {name: node.roles, value: ""}
          volumeMounts:
            - name: data
              mountPath: /usr/share/elasticsearch/data
      volumes:
        - name: data
          emptyDir: {}
\`\`\`

## Not fixed: the pod holds more that goes with it

The plan for one of them would end the pod, and the other data with it.

\`class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
\`\`\`

\`two.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: two
spec:
  containers:
    - name: db
      image: postgres:16
      volumeMounts:
        - name: rows
          mountPath: /var/lib/postgresql/data
    - name: docs
      image: mongo:7
      volumeMounts:
        - name: docs
          mountPath: /data/db
  volumes:
    - name: rows
      emptyDir: {} # ! error[emptydir-on-data-path]
    - name: docs
      hostPath:
        path: /srv/docs
---
apiVersion: v1
kind: Pod
metadata:
  name: three
spec:
  containers:
    - name: db
      image: mysql:8.4
      volumeMounts:
        - name: rows
          mountPath: /var/lib/mysql
    - name: cache
      image: rabbitmq:3.13
      volumeMounts:
        - name: queue
          mountPath: /var/lib/rabbitmq
  volumes:
    - name: rows
      emptyDir: {} # ! error[emptydir-on-data-path]
    - name: queue
      emptyDir: {} # ! error[emptydir-on-data-path]
\`\`\`

\`\`\`diff migrate
@@ -16,7 +16,8 @@
           mountPath: /data/db
   volumes:
     - name: rows
-      emptyDir: {}
+      persistentVolumeClaim:
+        claimName: two-rows
     - name: docs
       hostPath:
         path: /srv/docs
\`\`\`
`,"host-path-mount":`# host-path-mount
<!-- gen: warning | portability | kubernetes | no fix | since 0.1.0 -->

A \`hostPath\` is a path of whatever node the pod runs on. The pod works only where that path exists with the content that
it expects; on a new node it finds nothing, or an empty directory that belongs to root. Kubernetes\u2019 own documentation
advises against it ([hostPath](https://kubernetes.io/docs/concepts/storage/volumes/#hostpath)).

DaemonSets and agents read their node on purpose, and a pod that is tied to one node finds its own again: there it is a
hint, as it is for what every Linux host has. Storage, network and device plugins, sockets, and
everything in \`kube-system\` are left alone; data is reported by [hostpath-for-data](hostpath-for-data.md).

## Reported: configuration from the node

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.27
          volumeMounts:
            - name: conf
              mountPath: /etc/nginx/conf.d
      volumes:
        - name: conf
          hostPath:
            path: /srv/nginx
            #     ^^^^^^^^^^ warning[host-path-mount]: /srv/nginx of whatever node
\`\`\`

## Reported as a hint: a DaemonSet

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: logs
spec:
  selector:
    matchLabels: {app: logs}
  template:
    metadata:
      labels: {app: logs}
    spec:
      containers:
        - name: logs
          image: registry.example.com/logs:1
          volumeMounts:
            - name: varlog
              mountPath: /var/log
              readOnly: true
      volumes:
        - name: varlog
          hostPath:
            path: /var/log
            #     ^^^^^^^^ info[host-path-mount]
\`\`\`

## Reported as a hint: what every host has, and a pod that is tied to its node

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
          volumeMounts:
            - name: clock
              mountPath: /etc/localtime
      volumes:
        - name: clock
          hostPath:
            path: /usr/share/zoneinfo/Asia/Shanghai
            #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info[host-path-mount]: of whatever node
---
apiVersion: v1
kind: Pod
metadata:
  name: media
spec:
  nodeSelector:
    kubernetes.io/hostname: worker-1
  containers:
    - name: media
      image: registry.example.com/media:1
      volumeMounts:
        - name: films
          mountPath: /films
  volumes:
    - name: films
      hostPath:
        path: /srv/films
        #     ^^^^^^^^^^ info[host-path-mount]: of the node that the pod is tied to
\`\`\`

## Not reported: plugins of the node, sockets, and volumes that nobody mounts

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: plugin
spec:
  selector:
    matchLabels: {app: plugin}
  template:
    metadata:
      labels: {app: plugin}
    spec:
      containers:
        - name: plugin
          image: registry.example.com/storage-plugin:1
          volumeMounts:
            - name: kubelet
              mountPath: /var/lib/kubelet
            - name: host
              mountPath: /host
      volumes:
        - name: kubelet
          hostPath:
            path: /var/lib/kubelet
        - name: host
          hostPath:
            path: /opt/host
---
apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  containers:
    - name: app
      image: registry.example.com/app:1
      volumeMounts:
        - name: socket
          mountPath: /run/app.sock
        - name: data
          mountPath: /data
  volumes:
    - name: socket
      hostPath:
        path: /run/app/app.sock
    - name: data
      emptyDir: {}
    - name: unused
      hostPath:
        path: /srv/unused
\`\`\`
`,"hostpath-for-data":`# hostpath-for-data
<!-- gen: error | portability | kubernetes | fix: migrate | since 0.1.0 -->

The data lies in a directory of the node on which the pod happens to run. When the pod moves, because the node is
drained, replaced or full, it starts on another node\u2019s empty directory, or on an old copy. A control-plane store was lost
this way ([kvm-operator#122](https://github.com/giantswarm/kvm-operator/issues/122)).

A pod that is tied to its node finds its data again as long as that node lives: there it is a warning. Workloads of
\`kube-system\` and DaemonSets, whose data belongs to the node, are left alone.

## Reported: a directory of whatever node

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  replicas: 1
  strategy: {type: Recreate}
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          hostPath:
            path: /home/core/volumes/db
            #     ^^^^^^^^^^^^^^^^^^^^^ error[hostpath-for-data]: on another node it starts empty
\`\`\`

## Reported: the same behind a claim

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolume
metadata:
  name: mysql
spec:
  storageClassName: manual
  capacity: {storage: 20Gi}
  accessModes: [ReadWriteOnce]
  hostPath:
    path: /mnt/data
    #     ^^^^^^^^^ error[hostpath-for-data]: /mnt/data of whatever node
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: mysql
spec:
  storageClassName: manual
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 20Gi
---
apiVersion: v1
kind: Pod
metadata:
  name: mysql
spec:
  containers:
    - name: mysql
      image: mysql:8.4
      volumeMounts:
        - name: data
          mountPath: /var/lib/mysql
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: mysql
\`\`\`

## Reported: each app with a volume of the one class

\`orders/db.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolume
metadata:
  name: orders
spec:
  storageClassName: manual
  capacity: {storage: 20Gi}
  accessModes: [ReadWriteOnce]
  hostPath:
    path: /srv/orders
    #     ^^^^^^^^^^^ error[hostpath-for-data]: /srv/orders of whatever node
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: orders
spec:
  storageClassName: manual
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 20Gi}}
---
apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  containers:
    - name: orders
      image: postgres:16
      volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql/data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: orders
\`\`\`

\`users/db.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolume
metadata:
  name: users
spec:
  storageClassName: manual
  capacity: {storage: 20Gi}
  accessModes: [ReadWriteOnce]
  hostPath:
    path: /srv/users
    #     ^^^^^^^^^^ error[hostpath-for-data]: /srv/users of whatever node
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: users
spec:
  storageClassName: manual
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 20Gi}}
---
apiVersion: v1
kind: Pod
metadata:
  name: users
spec:
  containers:
    - name: users
      image: mongo:7
      volumeMounts:
        - name: data
          mountPath: /data/db
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: users
\`\`\`

## Reported as a warning: the pod is tied to a node

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  nodeSelector:
    kubernetes.io/hostname: worker-1
  containers:
    - name: db
      image: postgres:16
      volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql/data
  volumes:
    - name: data
      hostPath:
        path: /srv/pg
        #     ^^^^^^^ warning[hostpath-for-data]: of the node that the pod is tied to: it is lost with that node
\`\`\`

## Not reported: a local volume with affinity, and other host paths

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolume
metadata:
  name: db
spec:
  storageClassName: local
  capacity: {storage: 20Gi}
  accessModes: [ReadWriteOnce]
  local:
    path: /mnt/disks/ssd1
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions:
            - {key: kubernetes.io/hostname, operator: In, values: [worker-1]}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: db
spec:
  storageClassName: local
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 20Gi
---
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  containers:
    - name: db
      image: postgres:16
      volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql/data
        - name: conf
          mountPath: /etc/postgresql
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: db
    - name: conf
      hostPath:
        path: /etc/postgresql
\`\`\`

## Fixed: a claim of its own

\`class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
\`\`\`

\`db.yaml\`

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
              subPath: pg
      volumes:
        # on worker-1
        - name: data
          hostPath:
            path: /srv/db # ! error[hostpath-for-data]
            type: DirectoryOrCreate
\`\`\`

\`\`\`diff migrate
@@ -19,6 +19,5 @@
       volumes:
         # on worker-1
         - name: data
-          hostPath:
-            path: /srv/db
-            type: DirectoryOrCreate
+          persistentVolumeClaim:
+            claimName: db-data
\`\`\`

\`\`\`diff assume-new
@@ -5,6 +5,8 @@
 spec:
   selector:
     matchLabels: {app: db}
+  strategy:
+    type: Recreate
   template:
     metadata:
       labels: {app: db}
@@ -19,6 +21,5 @@
       volumes:
         # on worker-1
         - name: data
-          hostPath:
-            path: /srv/db
-            type: DirectoryOrCreate
+          persistentVolumeClaim:
+            claimName: db-data
--- /dev/null
+++ b/db-data-claim.yaml
@@ -0,0 +1,11 @@
+apiVersion: v1
+kind: PersistentVolumeClaim
+metadata:
+  name: db-data
+spec:
+  accessModes:
+    - ReadWriteOnce
+  storageClassName: fast
+  resources:
+    requests:
+      storage: 10Gi
\`\`\`

## Not fixed: another pod uses the directory

\`class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
\`\`\`

\`db.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  containers:
    - name: db
      image: postgres:16
      volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql/data
  volumes:
    - name: data
      hostPath:
        path: /srv/db # ! error[hostpath-for-data]
---
apiVersion: v1
kind: Pod
metadata:
  name: backup
spec:
  containers:
    - name: backup
      image: registry.example.com/backup:1
      volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
  volumes:
    - name: data
      hostPath:
        path: /srv/db
\`\`\`

\`\`\`refused migrate
the host path is also used by Pod/backup/container:backup
\`\`\`
`,"in-tree-volume-removed":`# in-tree-volume-removed
<!-- gen: error | drivers | kubernetes | no fix | since 0.1.0 -->

Kubernetes once had volume plugins of its own. Most are gone: GlusterFS since 1.26, CephFS and RBD since 1.31. The API
server still takes such a volume, and the pod then waits for ever for a plugin that no node has
([kubernetes#124544](https://github.com/kubernetes/kubernetes/issues/124544), [rke2#4770](https://github.com/rancher/rke2/issues/4770)).
Others are redirected to a CSI driver and work only where that driver is installed: there it is a warning.

## Reported: a plugin that is gone

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: media
spec:
  containers:
    - name: app
      image: registry.example.com/media:1
      volumeMounts:
        - name: library
          mountPath: /media
          readOnly: true
  volumes:
    - name: library
      cephfs:
    # ^^^^^^ error[in-tree-volume-removed]: gone since 1.31
        monitors: ["10.16.154.78:6789"]
\`\`\`

## Reported as a warning: a plugin that a driver stands in for

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: gp2
provisioner: kubernetes.io/aws-ebs
#            ^^^^^^^^^^^^^^^^^^^^^ warning[in-tree-volume-removed]: ebs.csi.aws.com serves it
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: disk
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  gcePersistentDisk:
# ^^^^^^^^^^^^^^^^^ warning[in-tree-volume-removed]: pd.csi.storage.gke.io serves it
    pdName: disk
\`\`\`

## Not reported: what is there, and classes that provision nothing

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: local
provisioner: kubernetes.io/no-provisioner
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: share
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteMany]
  nfs: {server: nfs.example.com, path: /share}
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: disk
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  csi: {driver: ebs.csi.aws.com, volumeHandle: vol-1}
\`\`\`
`,"invalid-storage-value":`# invalid-storage-value
<!-- gen: error | correctness | compose, kubernetes | no fix | since 0.1.0 -->

A setting of storage has a value of the wrong kind, or a word that it does not know. Docker Compose refuses the whole
project (\`services.web.volumes must be a array\`), the API server the object (\`Unsupported value: "ReadWriteTwice"\`). What
only the node looks at is worse: the API server takes \`medium: memory\`, and the kubelet then fails to mount the volume,
again and again, while the pod waits.

Values with variables or templates in them are not judged, nor empty ones. \`yes\` and \`on\` are booleans for Kubernetes,
which reads YAML 1.1, and for Compose, which also takes \`"true"\` in quotes.

## Reported: a mapping where a list belongs, and words that Compose does not know

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    read_only: always
    #          ^^^^^^ error[invalid-storage-value]: read_only must be true or false, not always, so Compose refuses the file
    volumes:
      - type: volumes
        #     ^^^^^^^ error[invalid-storage-value]: type must be bind, volume, tmpfs, cluster, npipe or image, not volumes
        source: uploads
        target: /srv/uploads
      - type: bind
        source: ./site
        target: /srv/site
        bind:
          selinux: shared
          #        ^^^^^^ error[invalid-storage-value]: selinux must be z or Z, not shared
    secrets:
      - source: token
        uid: 103
        #    ^^^ error[invalid-storage-value]: uid must be a text, not a number
  worker:
    image: registry.example.com/worker:1
    volumes:
  # ^^^^^^^ error[invalid-storage-value]: volumes must be a list, not a mapping
      uploads: /srv/uploads
volumes:
  uploads:
    driver_opts:
      encrypted: true
      #          ^^^^ error[invalid-storage-value]: encrypted of driver_opts must be a text or a number, not a boolean
secrets:
  token:
    file: ./token
\`\`\`

## Reported: access modes, sizes and policies

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes:
    - ReadWriteTwice
    # ^^^^^^^^^^^^^^ error[invalid-storage-value]: an entry of accessModes must be ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod, not ReadWriteTwice, so the API server refuses the object
    - RWX
    # ^^^ error[invalid-storage-value]: not RWX
  storageClassName: fast
  volumeMode: block
  #           ^^^^^ error[invalid-storage-value]: volumeMode must be Filesystem or Block, not block
  resources:
    requests:
      storage: 10GB
      #        ^^^^ error[invalid-storage-value]: storage must be a quantity such as 10Gi, not 10GB
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: uploads
spec:
  accessModes: ReadWriteOnce
  #            ^^^^^^^^^^^^^ error[invalid-storage-value]: accessModes must be a list, not a text
  capacity: { storage: 10Gi }
  persistentVolumeReclaimPolicy: Keep
  #                              ^^^^ error[invalid-storage-value]: persistentVolumeReclaimPolicy must be Retain, Delete or Recycle, not Keep
  nfs: { server: nas.example.com, path: /uploads }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: replicated
provisioner: driver.longhorn.io
allowVolumeExpansion: "true"
#                     ^^^^^^ error[invalid-storage-value]: allowVolumeExpansion must be true or false, not a text
volumeBindingMode: WaitForConsumer
#                  ^^^^^^^^^^^^^^^ error[invalid-storage-value]: volumeBindingMode must be Immediate or WaitForFirstConsumer, not WaitForConsumer
parameters:
  numberOfReplicas: 3
  #                 ^ error[invalid-storage-value]: numberOfReplicas of parameters must be a text, not a number
\`\`\`

## Reported: snapshots

\`\`\`yaml kubernetes
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata:
  name: nightly
driver: ebs.csi.aws.com
deletionPolicy: retain
#               ^^^^^^ error[invalid-storage-value]: deletionPolicy must be Delete or Retain, not retain
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: monday
spec:
  source:
    persistentVolumeClaimName: uploads
    volumeSnapshotContentName: monday
  # ^^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-storage-value]: source must be one of persistentVolumeClaimName and volumeSnapshotContentName, not both
\`\`\`

## Reported: volumes of a pod, and what only the kubelet refuses

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - name: scratch
          mountPath: /tmp
          readOnly: "false"
          #         ^^^^^^^ error[invalid-storage-value]: readOnly must be true or false, not a text
  volumes:
    - name: scratch
      emptyDir:
        medium: memory
        #       ^^^^^^ error[invalid-storage-value]: medium must be Memory or HugePages, not memory, so the kubelet does not start the pod
    - name: logs
      hostPath: /var/log
      #         ^^^^^^^^ error[invalid-storage-value]: hostPath must be a mapping, not a text
    - name: config
      configMap:
        name: web
        defaultMode: "0644"
        #            ^^^^^^ error[invalid-storage-value]: defaultMode must be a number, not a text
\`\`\`

## Not reported: every form that Compose takes

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    read_only: "true"
    tmpfs: /tmp
    shm_size: 64000000
    volumes:
      - type: \${MOUNT_TYPE:-volumes}
        source: uploads
        target: /srv/uploads
        read_only: \${READ_ONLY}
      - type: tmpfs
        target: /scratch
        tmpfs:
          size: 64m
          mode: 0o1777
      - type: volume
        source: uploads
        target: /srv/more
        volume:
          nocopy: on
          labels: { com.example.keep: true }
    configs:
      - site
      - source: site
        target: /etc/site
        mode: 0440
volumes:
  uploads:
    driver_opts:
      timeout: 30
  legacy:
    external:
      name: legacy_data
configs:
  site:
    file: ./site.conf
\`\`\`

## Not reported: every form that Kubernetes takes

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - name: pages
          mountPath: /pages
          readOnly: yes
          subPath:
  volumes:
    - name: pages
      emptyDir: { medium: HugePages-2Mi, sizeLimit: 1.5e9 }
    - name: scratch
      emptyDir:
    - name: logs
      hostPath: { path: /var/log, type: "" }
    - name: config
      configMap: { name: web, defaultMode: 0o644 }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes: ["\${MODE}"]
  storageClassName: ""
  resources: { requests: { storage: "<size>" } }
\`\`\`
`,"misread-mount":`# misread-mount
<!-- gen: error | correctness | compose | no fix | since 0.1.0 -->

The short form of a mount is split at its colons, and Compose takes nearly everything for something: \`./data:ro\` is a mount at
the path \`ro\`, \`:RO\` no option at all, and \`v:/data\` the drive V of a Windows machine. None of it is an error to Compose. The
file is accepted, and the data is elsewhere, or not as protected as it looks.

## Reported: an option in the place of the path

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - ./data:ro
      #        ^^ error[misread-mount]: ro is its path in the container, and no option
\`\`\`

## Reported: an option that is not written as Compose knows it

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - ./keys:/keys:RO
      #              ^^ error[misread-mount]: Compose ignores the option RO
\`\`\`

## Reported: another word for read-only

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - ./keys:/keys:readonly
      #              ^^^^^^^^ error[misread-mount]: /keys can be written to
\`\`\`

## Reported: a volume of one letter

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - d:/data
      # ^ error[misread-mount]: Compose reads d: as a drive letter
volumes:
  d:
\`\`\`

## Reported: a path that is not absolute

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - ./data:data
      #        ^^^^ error[misread-mount]: which is not absolute
\`\`\`

## Not reported: drives, options of other engines, and what is only ignored

A letter that is no declared volume is a drive. \`:cached\` does nothing any more, and \`:U\` means something to Podman.

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - c:/work:/work
      - ./a:/a:cached
      - ./b:/b:U
      - ./c:/c:ro,Z
      - \${DATA}:/data
\`\`\`
`,"missing-storage-key":`# missing-storage-key
<!-- gen: error | correctness | compose, kubernetes | no fix | since 0.1.0 -->

What a platform asks for is not written, or is empty: a claim without a size, a mount without a type, an NFS volume without
a server. There is no default for it, so nothing is made: the API server refuses the object
(\`spec.accessModes: Required value: at least 1 access mode is required\`), Docker Compose the whole project.

- A **claim** says how it may be mounted and how much it asks for, also where it names its volume, and in the templates of a
  StatefulSet and of ephemeral volumes. A **volume of the cluster** says how large it is; a \`local\` one says on which node.
- A **source** of a volume names what stands behind it, each in keys of its own.
- A **class** names its driver. A **snapshot** names just one source: the claim that is copied, or the content that exists.
- A **mount** of Compose in long form says of which type it is; one of type \`bind\` says which folder of the host.

Left alone are files that a kustomization lays over others, files and folders named after patches, objects that say no more
than their name, pods in which a container has no image, and mappings with a template or a directive (\`$patch\`) among their
keys: what is missing there may stand somewhere else. A key that is only misspelt is reported as that, by
[unknown-storage-key](unknown-storage-key.md).

## Reported: claims, of their own and in templates

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec: # ! error[missing-storage-key]: accessModes is missing in the spec of a claim, so the API server refuses the object
  resources:
# ^^^^^^^^^ error[missing-storage-key]: requests is missing in the resources of a claim
    limits:
      storage: 10Gi
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: restored
spec:
  accessModes: []
# ^^^^^^^^^^^ error[missing-storage-key]: accessModes is empty in the spec of a claim
  dataSource:
# ^^^^^^^^^^ error[missing-storage-key]: name is missing in the dataSource of a claim with kind VolumeSnapshot
    apiGroup: snapshot.storage.k8s.io
    kind: VolumeSnapshot
  storageClassName: fast
  resources:
    requests:
      storage:
    # ^^^^^^^ error[missing-storage-key]: storage is empty in the requests of a claim
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cache
spec:
  serviceName: cache
  selector: { matchLabels: { app: cache } }
  template:
    metadata: { labels: { app: cache } }
    spec:
      containers:
        - name: cache
          image: registry.example.com/cache:1
          volumeMounts:
            - name: data
            # ^^^^ error[missing-storage-key]: mountPath is missing in a volume mount
      volumes:
        - name: scratch
          ephemeral:
            volumeClaimTemplate:
              spec: # ! error[missing-storage-key]: resources is missing in the spec of a claim
                accessModes: [ReadWriteOnce]
  volumeClaimTemplates:
    - metadata:
    # ^^^^^^^^ error[missing-storage-key]: spec is missing in a claim
        name: data
\`\`\`

## Reported: volumes and where their bytes are

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolume
metadata:
  name: disk
spec: # ! error[missing-storage-key]: nodeAffinity is missing in the spec of a persistent volume with local
  accessModes: [ReadWriteOnce]
  capacity: { size: 10Gi }
# ^^^^^^^^ error[missing-storage-key]: storage is missing in the capacity of a persistent volume
  local:
    path: ""
  # ^^^^ error[missing-storage-key]: path is empty in a local volume
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: remote
spec:
  accessModes: [ReadWriteOnce]
  capacity: { storage: 10Gi }
  csi:
# ^^^ error[missing-storage-key]: volumeHandle is missing in a csi volume
    driver: ebs.csi.aws.com
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeDevices:
        - name: raw
        # ^^^^ error[missing-storage-key]: devicePath is missing in an entry of volumeDevices
  volumes:
    - name: raw
      persistentVolumeClaim:
    # ^^^^^^^^^^^^^^^^^^^^^ error[missing-storage-key]: claimName is missing in a persistentVolumeClaim volume
        readOnly: true
    - name: shared
      nfs: { path: /export }
    # ^^^ error[missing-storage-key]: server is missing in an nfs volume
    - name: settings
      projected:
        sources:
          - configMap: { optional: true }
          # ^^^^^^^^^ error[missing-storage-key]: name is missing in a source of a projected volume
\`\`\`

## Reported: classes and snapshots

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  #     ^^^^ error[missing-storage-key]: provisioner is missing in a storage class
reclaimPolicy: Retain
---
apiVersion: storage.k8s.io/v1
kind: VolumeAttributesClass
metadata:
  name: gold
driverName: ebs.csi.aws.com
parameters: {} # ! error[missing-storage-key]: parameters is empty in a volume attributes class
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata:
  name: nightly
  #     ^^^^^^^ error[missing-storage-key]: deletionPolicy is missing in a snapshot class
driver: ebs.csi.aws.com
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: monday
spec:
  volumeSnapshotClassName: nightly
  source: {}
# ^^^^^^ error[missing-storage-key]: persistentVolumeClaimName or volumeSnapshotContentName is missing in the source of a snapshot
\`\`\`

## Reported: mounts of Compose in long form

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - source: uploads
      # ^^^^^^ error[missing-storage-key]: type is missing in a mount, so Compose refuses the file
        target: /srv/uploads
      - type: bind
      # ^^^^ error[missing-storage-key]: source is missing in a mount with type bind
        target: /srv/site
volumes:
  uploads:
\`\`\`

## Not reported: all that is asked for, and what has a default

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: ""
  dataSource: {}
  resources:
    requests:
      storage: "\${SIZE}"
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - name: cache
          mountPath: /var/cache
  volumes:
    - name: cache
    - name: scratch
      emptyDir: {}
    - name: empty
      projected: { sources: [] }
    - name: disk
      fc: { wwids: ["3600508b400105e210000900000490000"] }
\`\`\`

## Not reported: a mount that needs no source

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - type: volume
        target: /srv/uploads
      - type: tmpfs
        target: /tmp
      - type: \${MOUNT_TYPE:-bind}
        target: /srv/site
\`\`\`

## Not reported: what only changes something else

\`kustomization.yaml\`

\`\`\`yaml kubernetes
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [uploads.yaml]
patches:
  - path: size.yaml
\`\`\`

\`uploads.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: fast
  resources:
    requests:
      storage: 10Gi
\`\`\`

\`size.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  resources:
    requests:
      storage: 50Gi
\`\`\`

\`default-class.yaml\`

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: standard
  annotations:
    storageclass.kubernetes.io/is-default-class: "false"
\`\`\`

\`patches/web.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  storageClassName: slow
\`\`\`

## Not reported: a pod that is laid over another

\`\`\`yaml kubernetes
apiVersion: batch/v1
kind: Job
metadata:
  name: import
spec:
  template:
    spec:
      containers:
        - name: import
          volumeMounts:
            - name: data
              readOnly: true
      volumes:
        - name: data
          nfs: { server: nas.example.com }
\`\`\`

## Reported as a warning: what a kustomization may add

\`kustomization.yaml\`

\`\`\`yaml kubernetes
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [uploads.yaml]
patches:
  - target: { kind: PersistentVolumeClaim }
    patch: |-
      - op: add
        path: /spec/accessModes
        value: [ReadWriteOnce]
\`\`\`

\`uploads.yaml\`

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec: # ! warning[missing-storage-key]: accessModes is missing
  storageClassName: fast
  resources:
    requests:
      storage: 10Gi
\`\`\`

## Not reported: a key that is misspelt

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - name: shared
          mountpath: /srv
  volumes:
    - name: shared
      nfs:
        host: nas.example.com
        path: /export
\`\`\`
`,"mount-without-volume":`# mount-without-volume
<!-- gen: error | correctness | kubernetes | no fix | since 0.1.0 -->

A mount names a volume of its pod: an entry of \`volumes\`, or a claim template of the StatefulSet. Without one the API
server refuses the object (\`volumeMounts[0].name: Not found: "data"\`), and a release that holds it fails half way. It
happens when a volume is renamed in one of the two places, or when a chart leaves out the volume and keeps the mount.

A patch, which only has a part of an object, is not judged, nor is a list of volumes that a template fills in.

## Reported: no volume of that name

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: metrics
spec:
  serviceName: metrics
  selector: { matchLabels: { app: metrics } }
  template:
    metadata: { labels: { app: metrics } }
    spec:
      containers:
        - name: metrics
          image: registry.example.com/metrics:1
          volumeMounts:
            - name: data
              #     ^^^^ error[mount-without-volume]: /srv/metrics is to hold the volume data, which metrics does not have: the API server refuses it
              mountPath: /srv/metrics
\`\`\`

## Reported: a name that is nearly right, a device, and no name at all

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - name: uplods
          #     ^^^^^^ error[mount-without-volume]: the volume uplods
          mountPath: /srv/uploads
        - mountPath: /srv/cache
          #          ^^^^^^^^^^ error[mount-without-volume]: a volume without a name
      volumeDevices:
        - name: raw
          #     ^^^ error[mount-without-volume]: /dev/raw is to hold the volume raw
          devicePath: /dev/raw
  volumes:
    - name: uploads
      emptyDir: {}
\`\`\`

## Reported: no name, whatever the volumes are called

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - mountPath: /srv/cache
          #          ^^^^^^^^^^ error[mount-without-volume]: a volume without a name
        - { name: uploads, mountPath: /srv/uploads }
  volumes:
    - name: "{{ .Values.volume }}"
      emptyDir: {}
\`\`\`

## Not reported: volumes of the pod, and claim templates

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: metrics
spec:
  serviceName: metrics
  selector: { matchLabels: { app: metrics } }
  template:
    metadata: { labels: { app: metrics } }
    spec:
      containers:
        - name: metrics
          image: registry.example.com/metrics:1
          volumeMounts:
            - { name: data, mountPath: /srv/metrics }
            - { name: tmp, mountPath: /tmp }
            - { name: "{{ .Values.extra }}", mountPath: /extra }
      volumes:
        - { name: tmp, emptyDir: {} }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: fast
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
\`\`\`

## Not reported: a patch, and volumes that a template fills in

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          volumeMounts:
            - { name: uploads, mountPath: /srv/uploads }
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - { name: uploads, mountPath: /srv/uploads }
  volumes: {{ toYaml .Values.volumes }}
\`\`\`
`,"postgres-18-mount-path":`# postgres-18-mount-path
<!-- gen: error | ephemeral-data | compose, kubernetes | fix: migrate | since 0.1.0 -->

Up to version 17 the official PostgreSQL image kept its data in \`/var/lib/postgresql/data\`, and the volume belonged
there. From version 18 on the data directory carries the major version (\`/var/lib/postgresql/18/docker\`) and the volume
belongs at \`/var/lib/postgresql\`. With the old mount a new container refuses to start, or starts on a directory that
nothing keeps.

The image itself changed this in [postgres#1259](https://github.com/docker-library/postgres/pull/1259); upgrades broke
and data was lost after \`down\` and \`up\` in many projects
([DefectDojo#14358](https://github.com/DefectDojo/django-DefectDojo/pull/14358)). Advice that is older than the change
still names the old path.

A volume that holds a cluster of 17 or older has to be converted by \`pg_upgrade\` first. Setting \`PGDATA\` to a path in
the mount keeps the old layout.

## Reported: the mount of 17 on an image of 18

\`\`\`yaml compose
services:
  db:
    image: postgres:18.1-alpine
    volumes:
      - pgdata:/var/lib/postgresql/data:rw
      #        ^^^^^^^^^^^^^^^^^^^^^^^^ error[postgres-18-mount-path]: from version 18 on
volumes:
  pgdata:
\`\`\`

\`\`\`diff assume-new
@@ -2,6 +2,6 @@
   db:
     image: postgres:18.1-alpine
     volumes:
-      - pgdata:/var/lib/postgresql/data:rw
+      - pgdata:/var/lib/postgresql:rw
 volumes:
   pgdata:
\`\`\`

\`\`\`refused migrate
the volume may hold a cluster of an older major version, which pg_upgrade has to convert first
\`\`\`

## Reported: a tag that moves stands for a version after 17

\`\`\`yaml compose
services:
  db:
    image: postgres:latest
    volumes:
      - type: bind
        source: ./pgdata
        target: /var/lib/postgresql/data
        #       ^^^^^^^^^^^^^^^^^^^^^^^^ error[postgres-18-mount-path]: wants its volume at /var/lib/postgresql
\`\`\`

## Reported: images built on the official one

\`\`\`yaml compose
services:
  vectors:
    image: pgvector/pgvector:pg18
    volumes:
      - vectors:/var/lib/postgresql/data
      #         ^^^^^^^^^^^^^^^^^^^^^^^^ error[postgres-18-mount-path]: pgvector/pgvector keeps its data in /var/lib/postgresql/18/docker
volumes:
  vectors:
\`\`\`

## Not reported: 17 and older, the new layout, or PGDATA in the mount

\`\`\`yaml compose
services:
  old:
    image: postgres:17
    volumes:
      - old:/var/lib/postgresql/data
  new:
    image: postgres:18
    volumes:
      - new:/var/lib/postgresql
  moved:
    image: postgres:18
    environment:
      PGDATA: /var/lib/postgresql/data
    volumes:
      - moved:/var/lib/postgresql/data
volumes:
  old:
  new:
  moved:
\`\`\`

## Not reported: the version is not settled

\`\`\`yaml compose
services:
  db:
    image: postgres:\${PG_VERSION}
    volumes:
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
\`\`\`

## Reported in the base: an override brings the image

\`compose.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - pg:/var/lib/postgresql/data # ! warning[postgres-18-mount-path]
volumes:
  pg:
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  db:
    image: postgres:18
\`\`\`
`,"reclaim-delete-on-data":`# reclaim-delete-on-data
<!-- gen: warning | lifecycle | kubernetes | fix: safe, unsafe | since 0.1.0 -->

With \`reclaimPolicy: Delete\`, which is also what a class without the field means, the disk goes with its claim. Deleting
the claim, uninstalling the release, or deleting the namespace destroys the data
([helm-charts#68](https://github.com/memgraph/helm-charts/issues/68): disks deleted on a redeploy).

Only classes in the files are judged, and only where a workload keeps data on a claim of them.

## Reported: Delete, and a database on it

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: data
provisioner: ebs.csi.aws.com
reclaimPolicy: Delete
#              ^^^^^^ warning[reclaim-delete-on-data]: destroys the disk
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: data
        resources:
          requests:
            storage: 20Gi
\`\`\`

\`\`\`diff unsafe
@@ -3,7 +3,7 @@
 metadata:
   name: data
 provisioner: ebs.csi.aws.com
-reclaimPolicy: Delete
+reclaimPolicy: Retain
 volumeBindingMode: WaitForFirstConsumer
 ---
 apiVersion: apps/v1
\`\`\`

## Reported: a volume that goes with its claim

The policy of a volume can be changed at any time.

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolume
metadata:
  name: db
spec:
  storageClassName: manual
  capacity: {storage: 20Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Delete
  #                              ^^^^^^ warning[reclaim-delete-on-data]: the volume db has reclaimPolicy Delete
  csi:
    driver: ebs.csi.aws.com
    volumeHandle: vol-0a1b2c3d
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: db
spec:
  storageClassName: manual
  volumeName: db
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 20Gi
---
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  containers:
    - name: db
      image: postgres:16
      volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql/data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: db
\`\`\`

\`\`\`diff safe
@@ -6,7 +6,7 @@
   storageClassName: manual
   capacity: {storage: 20Gi}
   accessModes: [ReadWriteOnce]
-  persistentVolumeReclaimPolicy: Delete
+  persistentVolumeReclaimPolicy: Retain
   csi:
     driver: ebs.csi.aws.com
     volumeHandle: vol-0a1b2c3d
\`\`\`

## Not reported: Retain, or nothing to lose

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: kept
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: scratch
provisioner: ebs.csi.aws.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
            - name: scratch
              mountPath: /scratch
  volumeClaimTemplates:
    - metadata: {name: data}
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: kept
        resources: {requests: {storage: 20Gi}}
    - metadata: {name: scratch}
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: scratch
        resources: {requests: {storage: 20Gi}}
\`\`\`
`,"replicas-share-one-claim":`# replicas-share-one-claim
<!-- gen: error | sharing | kubernetes | no fix | since 0.1.0 -->

A claim in the pod template is one claim for all replicas. With \`ReadWriteOnce\` the second pod waits for ever on another
node, and on the same node both write to the same files, for the mode limits nodes, not pods. Two servers of one storage
engine on one directory crash or corrupt it, whatever the mode ([kubernetes#124691](https://github.com/kubernetes/kubernetes/issues/124691),
[mysql-container#182](https://github.com/sclorg/mysql-container/issues/182)).

## Reported: an access mode for one, and three replicas

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: backend-storage
spec:
  accessModes:
    - ReadWriteOnce
  storageClassName: managed-csi
  resources:
    requests:
      storage: 100Gi
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: backend
spec:
  replicas: 3
  #         ^ error[replicas-share-one-claim]: its access mode is ReadWriteOnce
  selector:
    matchLabels: {app: backend}
  template:
    metadata:
      labels: {app: backend}
    spec:
      containers:
        - name: backend
          image: registry.example.com/backend:1.2
          volumeMounts:
            - name: storage
              mountPath: /data/storage
      volumes:
        - name: storage
          persistentVolumeClaim:
            claimName: backend-storage
\`\`\`

## Reported: two servers on one directory, wherever the claim is

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: mysql
spec:
  serviceName: mysql
  replicas: 2
  #         ^ error[replicas-share-one-claim]: must not run on a directory twice
  selector:
    matchLabels: {app: mysql}
  template:
    metadata:
      labels: {app: mysql}
    spec:
      containers:
        - name: mysql
          image: mysql:8.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: elsewhere
\`\`\`

## Reported: an autoscaler adds replicas

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: mysql
  namespace: shop
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector:
    matchLabels: {app: mysql}
  template:
    metadata:
      labels: {app: mysql}
    spec:
      containers:
        - name: mysql
          image: mysql:8.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: mysql
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: mysql
  namespace: shop
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: mysql }
  minReplicas: 1
  maxReplicas: 4
  #            ^ error[replicas-share-one-claim]: all replicas of mysql mount the one claim mysql at /var/lib/mysql
\`\`\`

## Reported: an autoscaler in another file

\`deployment.yaml\`

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: mysql
spec:
  strategy: { type: Recreate }
  selector:
    matchLabels: {app: mysql}
  template:
    metadata:
      labels: {app: mysql}
    spec:
      containers:
        - name: mysql
          image: mysql:8.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: mysql
            #          ^^^^^ error[replicas-share-one-claim]: all replicas of mysql mount the one claim mysql
\`\`\`

\`autoscaler.yaml\`

\`\`\`yaml kubernetes
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: mysql
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: mysql }
  maxReplicas: 4
\`\`\`

## Not reported: an autoscaler for something else, or one that adds none

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: mysql
spec:
  strategy: { type: Recreate }
  selector:
    matchLabels: {app: mysql}
  template:
    metadata:
      labels: {app: mysql}
    spec:
      containers:
        - name: mysql
          image: mysql:8.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: mysql
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 4
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: staging
  namespace: staging
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: mysql }
  maxReplicas: 4
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: one
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: mysql }
  maxReplicas: 1
\`\`\`

## Not reported: a claim for each, one replica, many readers, or a mode for many

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shared
spec:
  accessModes: [ReadWriteMany]
  storageClassName: azurefile-csi
  resources:
    requests:
      storage: 1Ti
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: single
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: managed-csi
  resources:
    requests:
      storage: 1Ti
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
          volumeMounts:
            - name: files
              mountPath: /files
            - name: templates
              mountPath: /templates
              readOnly: true
            - name: unseen
              mountPath: /unseen
      volumes:
        - name: files
          persistentVolumeClaim:
            claimName: shared
        - name: templates
          persistentVolumeClaim:
            claimName: single
        - name: unseen
          persistentVolumeClaim:
            claimName: in-another-repository
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  replicas: 3
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: cassandra:5
          volumeMounts:
            - name: data
              mountPath: /var/lib/cassandra
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: managed-csi
        resources:
          requests:
            storage: 100Gi
\`\`\`

## Not reported: nobody can tell whether anything writes

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
          volumeMounts:
            - name: files
              mountPath: /files
      volumes:
        - name: files
          persistentVolumeClaim:
            claimName: files
            readOnly: \${FILES_READ_ONLY}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: files
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: managed-csi
  resources:
    requests:
      storage: 10Gi
\`\`\`
`,"rwo-rolling-update-deadlock":`# rwo-rolling-update-deadlock
<!-- gen: error | sharing | kubernetes | fix: unsafe | since 0.1.0 -->

A Deployment replaces its pods by starting a new one before the old one ends, unless it is told otherwise. With a claim
that one node at a time may use, the new pod waits for the volume, and the old one waits for the new pod: the rollout
hangs ([charts#1294](https://github.com/helmforgedev/charts/issues/1294): for twelve hours, without an event). On the same
node it is worse: both pods write to the same files, and an embedded database ends up malformed
([uptime-kuma#998](https://github.com/louislam/uptime-kuma/issues/998)).

\`Recreate\` stops the old pod first: a short stop for each rollout, and nothing else.

## Reported: the default strategy

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes:
    - ReadWriteOnce
  storageClassName: gp3
  resources:
    requests:
      storage: 8Gi
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: uploads
spec:
  replicas: 1 # it cannot share
  selector:
    matchLabels: {app: uploads}
  template:
    metadata:
      labels: {app: uploads}
    spec:
      containers:
        - name: uploads
          image: registry.example.com/uploads:1
          volumeMounts:
            - name: storage
              mountPath: /storage
      volumes:
        - name: storage
          persistentVolumeClaim:
            claimName: uploads
            #          ^^^^^^^ warning[rwo-rolling-update-deadlock]: its claim uploads is ReadWriteOnce
\`\`\`

\`\`\`diff unsafe
@@ -16,6 +16,8 @@
   name: uploads
 spec:
   replicas: 1 # it cannot share
+  strategy:
+    type: Recreate
   selector:
     matchLabels: {app: uploads}
   template:
\`\`\`

## Reported as an error: a storage engine, and a rolling update that is spelt out

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: db
spec:
  accessModes: [ReadWriteOncePod]
  storageClassName: gp3
  resources:
    requests:
      storage: 10Gi
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  strategy:
    type: RollingUpdate
    #     ^^^^^^^^^^^^^ error[rwo-rolling-update-deadlock]
    # one after the other
    rollingUpdate:
      maxSurge: 1
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:16
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: db
\`\`\`

\`\`\`diff unsafe
@@ -15,10 +15,8 @@
   name: db
 spec:
   strategy:
-    type: RollingUpdate
+    type: Recreate
     # one after the other
-    rollingUpdate:
-      maxSurge: 1
   selector:
     matchLabels: {app: db}
   template:
\`\`\`

## Not reported: Recreate, no surge, a mode for many, read-only, or a StatefulSet

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: one
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: gp3
  resources: {requests: {storage: 1Gi}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: many
spec:
  accessModes: [ReadWriteMany]
  storageClassName: efs
  resources: {requests: {storage: 1Gi}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: recreate}
spec:
  strategy: {type: Recreate}
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers:
        - {name: a, image: 'example/a:1', volumeMounts: [{name: v, mountPath: /v}]}
      volumes: [{name: v, persistentVolumeClaim: {claimName: one}}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: no-surge}
spec:
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}
  selector: {matchLabels: {app: b}}
  template:
    metadata: {labels: {app: b}}
    spec:
      containers:
        - {name: b, image: 'example/b:1', volumeMounts: [{name: v, mountPath: /v}]}
      volumes: [{name: v, persistentVolumeClaim: {claimName: one}}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: many}
spec:
  selector: {matchLabels: {app: c}}
  template:
    metadata: {labels: {app: c}}
    spec:
      containers:
        - {name: c, image: 'example/c:1', volumeMounts: [{name: v, mountPath: /v}, {name: w, mountPath: /w, readOnly: true}]}
      volumes: [{name: v, persistentVolumeClaim: {claimName: many}}, {name: w, persistentVolumeClaim: {claimName: one}}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: set}
spec:
  serviceName: set
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec:
      containers:
        - {name: d, image: 'example/d:1', volumeMounts: [{name: v, mountPath: /v}]}
      volumes: [{name: v, persistentVolumeClaim: {claimName: one}}]
\`\`\`

## Not reported: files on a network file system

All nodes reach it at once, whatever the access mode says. A storage engine is reported all the same: two of them would
write to its files.

\`\`\`yaml kubernetes
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: nfs
provisioner: nfs.csi.k8s.io
reclaimPolicy: Retain
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: nfs
  resources: {requests: {storage: 10Gi}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
          volumeMounts:
            - name: uploads
              mountPath: /uploads
      volumes:
        - name: uploads
          persistentVolumeClaim:
            claimName: uploads
\`\`\`
`,"stateful-data-in-writable-layer":`# stateful-data-in-writable-layer
<!-- gen: error | ephemeral-data | compose, kubernetes | fix: migrate | since 0.1.0 -->

The image writes its data to a directory on which nothing is mounted. The data then lives in the container\u2019s own
writable layer: a restart keeps it, but a new image, a changed option, \`docker compose down\` or a rebuild replaces the
container, and the data is gone without a word.

Whole installations were lost this way, dashboards and identity-provider users among them
([temps#849](https://github.com/gotempsh/temps/issues/849), [awesome-compose#406](https://github.com/docker/awesome-compose/issues/406)).

## Reported: nothing is mounted where the image keeps its data

\`\`\`yaml compose
services:
  grafana:
    image: grafana/grafana:11.1.0
    #      ^^^^^^^^^^^^^^^^^^^^^^ error[stateful-data-in-writable-layer]: keeps its data in /var/lib/grafana
    ports:
      - "3000:3000"
\`\`\`

\`\`\`diff migrate
@@ -3,3 +3,9 @@
     image: grafana/grafana:11.1.0
     ports:
       - "3000:3000"
+    volumes:
+      - grafana-data-moved:/var/lib/grafana
+volumes:
+  grafana-data-moved:
+    external: true
+    name: \${COMPOSE_PROJECT_NAME}_grafana-data-moved
\`\`\`

\`\`\`diff assume-new
@@ -3,3 +3,7 @@
     image: grafana/grafana:11.1.0
     ports:
       - "3000:3000"
+    volumes:
+      - grafana-data:/var/lib/grafana
+volumes:
+  grafana-data:
\`\`\`

## Reported: a mount elsewhere does not help

A configuration file is mounted, the data directory is not.

\`\`\`yaml compose
services:
  search:
    image: elasticsearch:8.15.0
    #      ^^^^^^^^^^^^^^^^^^^^ error[stateful-data-in-writable-layer]: /usr/share/elasticsearch/data
    volumes:
      - certs:/usr/share/elasticsearch/config/certs:ro
volumes:
  certs:
\`\`\`

\`\`\`diff assume-new
@@ -3,5 +3,7 @@
     image: elasticsearch:8.15.0
     volumes:
       - certs:/usr/share/elasticsearch/config/certs:ro
+      - search-data:/usr/share/elasticsearch/data
 volumes:
   certs:
+  search-data:
\`\`\`

## Reported: a pod without a volume

Kubernetes makes no volume for a path that the image declares: at most scratch that goes with the container.

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders-db
spec:
  selector:
    matchLabels: {app: orders-db}
  template:
    metadata:
      labels: {app: orders-db}
    spec:
      containers:
        - name: mongo
          image: mongo:7
          #      ^^^^^^^ error[stateful-data-in-writable-layer]: in scratch that belongs to the container
\`\`\`

## Reported as a warning: a development file

\`\`\`yaml compose
services:
  grafana:
    image: grafana/grafana:11.1.0
    #      ^^^^^^^^^^^^^^^^^^^^^^ warning[stateful-data-in-writable-layer]: keeps its data in /var/lib/grafana
    profiles: [dev]
\`\`\`

## Not reported: a volume covers the directory

The mount may be at a parent: it holds everything below.

\`\`\`yaml compose
services:
  grafana:
    image: grafana/grafana:11.1.0
    volumes:
      - grafana:/var/lib/grafana
  loki:
    image: grafana/loki:3.1.0
    volumes:
      - ./loki:/loki
volumes:
  grafana:
\`\`\`

## Not reported: the service is there for tests

\`\`\`yaml compose
services:
  grafana-test:
    image: grafana/grafana:11.1.0
  search:
    image: elasticsearch:8.15.0
    profiles: [ci]
\`\`\`

## Not reported: the image runs a client, or is not known

\`\`\`yaml compose
services:
  shell:
    image: grafana/grafana:\${GRAFANA_VERSION}
    volumes:
      - grafana:/var/lib/grafana
  own:
    image: registry.example.com/team/app:1.4
  built:
    build: .
    image: grafana/grafana
volumes:
  grafana:
\`\`\`

## Not reported: what the service inherits is not seen

\`\`\`yaml compose
services:
  grafana:
    extends:
      file: common.yaml
      service: grafana
    image: grafana/grafana:11.1.0
\`\`\`

## Refused: a fresh volume may not be writable

\`--assume-new\` does not guess who may write to a fresh volume. \`--migrate\` copies owners along with the data.

\`\`\`yaml compose
services:
  grafana:
    image: grafana/grafana:11.1.0
    #      ^^^^^^^^^^^^^^^^^^^^^^ error[stateful-data-in-writable-layer]
    user: "1000"
\`\`\`

\`\`\`refused assume-new
the service runs as user 1000, who may not be able to write to a fresh volume
\`\`\`

## Not reported: a patch of a workload

Without a selector the API server takes no Deployment: this is laid over another, which may have the mount.

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  template:
    spec:
      containers:
        - name: db
          image: postgres:17
\`\`\`

## Reported: a Dockerfile moves the data out of the volume

\`\`\`yaml compose
services:
  db:
    image: registry.example.com/db:1
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^ error[stateful-data-in-writable-layer]: postgres keeps its data in /srv/pg
    build: .
\`\`\`

\`\`\`dockerfile
FROM postgres:16 AS base
ENV PGDATA /srv/pg
FROM base
RUN install --directory --owner=postgres /srv/pg
\`\`\`

## Not reported: the image brings its data along, or may have it elsewhere

A copied directory of data is that of a test; a copied configuration may say where the data is; of a wrapper around the image\u2019s
program nobody knows what it starts.

\`\`\`yaml compose
services:
  filled:
    build: ./filled
  configured:
    build: ./configured
  wrapped:
    build: ./wrapped
\`\`\`

\`filled/Dockerfile\`

\`\`\`dockerfile
FROM postgres:16
COPY --from=dump /dump /srv/pg
ENV PGDATA=/srv/pg
\`\`\`

\`configured/Dockerfile\`

\`\`\`dockerfile
FROM influxdb:1.8
COPY influxdb.conf /etc/influxdb/
\`\`\`

\`wrapped/Dockerfile\`

\`\`\`dockerfile
FROM wordpress:6
COPY start.sh /
ENTRYPOINT ["/start.sh"]
\`\`\`

## Refused: the image that is built runs as somebody else

\`\`\`yaml compose
services:
  grafana:
    build:
  # ^^^^^ error[stateful-data-in-writable-layer]
      dockerfile_inline: |
        FROM grafana/grafana:11.1.0
        USER 1000
\`\`\`

\`\`\`refused assume-new
the service runs as user 1000, who may not be able to write to a fresh volume
\`\`\`

## Not fixed: another service extends this one

Both would write to the one volume.

\`\`\`yaml compose
services:
  db:
    image: grafana/grafana:11.1.0 # ! error[stateful-data-in-writable-layer]
  db-test:
    extends: db
\`\`\`

\`\`\`refused migrate
db-test extends the service, and would share what is mounted there
\`\`\`
`,"tmpfs-on-data-path":`# tmpfs-on-data-path
<!-- gen: error | ephemeral-data | compose | fix: migrate | since 0.1.0 -->

The directory in which the image keeps its data is a memory mount. It is empty after every stop of the container, and
nothing of it can be brought back ([tmpfs mounts](https://docs.docker.com/engine/storage/tmpfs/)).

Memory mounts are right for tests, sockets, caches and secrets: such services are left alone.

## Reported: memory where the data is

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    tmpfs:
      - /var/lib/postgresql/data:size=1g
      # ^^^^^^^^^^^^^^^^^^^^^^^^ error[tmpfs-on-data-path]: a memory mount
\`\`\`

\`\`\`refused migrate
an entry of tmpfs cannot become a volume in place
\`\`\`

## Reported: the long form

\`\`\`yaml compose
services:
  keycloak:
    image: quay.io/keycloak/keycloak:24.0
    command: start-dev
    volumes:
      - type: tmpfs
        target: /opt/keycloak/data
        #       ^^^^^^^^^^^^^^^^^^ error[tmpfs-on-data-path]: a memory mount
\`\`\`

\`\`\`diff assume-new
@@ -3,5 +3,8 @@
     image: quay.io/keycloak/keycloak:24.0
     command: start-dev
     volumes:
-      - type: tmpfs
+      - type: volume
+        source: keycloak-data
         target: /opt/keycloak/data
+volumes:
+  keycloak-data:
\`\`\`

## Reported: a named volume that is memory in disguise

\`\`\`yaml compose
services:
  db:
    image: mariadb:11.4
    volumes:
      - fast:/var/lib/mysql
      #      ^^^^^^^^^^^^^^ error[tmpfs-on-data-path]: a memory mount
volumes:
  fast:
    driver_opts:
      type: tmpfs
      device: tmpfs
\`\`\`

## Not reported: a test, and said so

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    command: ["postgres", "-c", "fsync=off"]
    tmpfs:
      - /var/lib/postgresql/data
  search-ci:
    image: elasticsearch:8.15.0
    tmpfs: /usr/share/elasticsearch/data
\`\`\`

## Not reported: memory beside the data

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - pgdata:/var/lib/postgresql/data
    tmpfs:
      - /run
      - /tmp:size=64m
  cache:
    image: redis:7
    command: redis-server --save "" --appendonly no
    tmpfs:
      - /data
volumes:
  pgdata:
\`\`\`
`,"undeclared-config-or-secret":`# undeclared-config-or-secret
<!-- gen: error | correctness | compose | no fix | since 0.1.0 -->

A service lists a config or secret that the top-level \`configs\` or \`secrets\` does not have. Compose refuses the whole
project: \`service "web" refers to undefined secret password: invalid compose project\`. A file of another project may have
the definition: then it has to be laid over, or included.

## Reported: nothing defines it

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    secrets:
      - password
      # ^^^^^^^^ error[undeclared-config-or-secret]: the secret password is not defined at the top level
    configs:
      - source: app
      #         ^^^ error[undeclared-config-or-secret]: the config app is not defined at the top level
        target: /etc/app.conf
secrets:
  app:
    file: ./app.txt
\`\`\`

## Not reported: it is defined, here or in an override

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    secrets: [password, token]
secrets:
  password:
    file: ./password.txt
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  web:
    environment:
      MODE: dev
secrets:
  token:
    external: true
\`\`\`

## Not reported: a file that is not at hand may define it

\`\`\`yaml compose
include:
  - ../shared/compose.yaml
services:
  web:
    image: registry.example.com/web:1
    secrets: [password]
\`\`\`

## Not reported: nobody can tell its name

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    secrets: ["\${SECRET_NAME}"]
\`\`\`
`,"undeclared-named-volume":`# undeclared-named-volume
<!-- gen: error | correctness | compose | fix: safe, unsafe | since 0.1.0 -->

A mount names a volume that the top-level \`volumes\` does not have. Compose refuses the whole project:
\`service "web" refers to undefined volume uploads: invalid compose project\`.

When a declared volume has a similar name, or nothing uses it, the mount probably means that one: it used to hold the
data. So storlint proposes it, and declares a new volume only where no other can be meant.

## Reported: nothing declares it

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - uploads:/srv/uploads
      # ^^^^^^^ error[undeclared-named-volume]: uploads is not declared
volumes:
  cache: {}
  # used below
x-note: end
\`\`\`

\`\`\`diff unsafe
@@ -2,7 +2,7 @@
   web:
     image: registry.example.com/web:1
     volumes:
-      - uploads:/srv/uploads
+      - cache:/srv/uploads
 volumes:
   cache: {}
   # used below
\`\`\`

## Reported: and no other volume can be meant

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - uploads:/srv/uploads
      # ^^^^^^^ error[undeclared-named-volume]: uploads is not declared
\`\`\`

\`\`\`diff safe
@@ -3,3 +3,5 @@
     image: registry.example.com/web:1
     volumes:
       - uploads:/srv/uploads
+volumes:
+  uploads:
\`\`\`

## Reported: a similar name is declared

\`\`\`yaml compose
services:
  player:
    image: registry.example.com/player:1
    volumes:
      - media:/data
      # ^^^^^ error[undeclared-named-volume]: media is not declared
      - config:/config
volumes:
  media-files:
  config:
\`\`\`

\`\`\`diff unsafe
@@ -2,7 +2,7 @@
   player:
     image: registry.example.com/player:1
     volumes:
-      - media:/data
+      - media-files:/data
       - config:/config
 volumes:
   media-files:
\`\`\`

## Reported: a path without its dot

\`\`\`yaml compose
services:
  web:
    image: nginx:1.27
    volumes:
      - public/html:/usr/share/nginx/html
      # ^^^^^^^^^^^ error[undeclared-named-volume]: public/html is not declared
\`\`\`

## Not reported: declared here, or in a file that goes on top

\`compose.yaml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - uploads:/srv/uploads
      - ./public:/srv/public
      - /srv/cache
volumes:
  uploads:
\`\`\`

\`compose.prod.yaml\`

\`\`\`yaml compose
services:
  web:
    volumes:
      - uploads:/srv/uploads:ro
\`\`\`

## Not reported: an included file may declare it

\`\`\`yaml compose
include:
  - storage.yaml
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - uploads:/srv/uploads
\`\`\`

## Not reported: a file that goes on top under the other name of Compose files

Compose lays an override over whichever file it takes by itself.

\`docker-compose.yml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
volumes:
  uploads:
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:dev
    volumes:
      - uploads:/srv/uploads
\`\`\`

## Reported: of two files that Compose could take, the override belongs to the one of its name

\`compose.yaml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
\`\`\`

\`docker-compose.yml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
volumes:
  uploads:
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:dev
    volumes:
      - uploads:/srv/uploads
      # ^^^^^^^ error[undeclared-named-volume]: the volume uploads is not declared
\`\`\`

## Not reported: what a file beside it includes may declare it

\`compose.yaml\`

\`\`\`yaml compose
include:
  - storage.yaml
services:
  web:
    image: registry.example.com/web:1
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:dev
    volumes:
      - uploads:/srv/uploads
\`\`\`

## Not reported: the file that includes this one may declare it

\`compose.yaml\`

\`\`\`yaml compose
include:
  - path: web/stack.yaml
volumes:
  uploads:
\`\`\`

\`web/stack.yaml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - uploads:/srv/uploads
\`\`\`

## Not reported: services of another file start from this one

\`compose.yaml\`

\`\`\`yaml compose
services:
  web:
    extends:
      file: common/services.yaml
      service: web
volumes:
  uploads:
\`\`\`

\`common/services.yaml\`

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - uploads:/srv/uploads
\`\`\`

## Not reported: an override declares it

\`compose.yaml\`

\`\`\`yaml compose
services:
  app:
    image: registry.example.com/app:1
    volumes:
      - data:/data
\`\`\`

\`compose.override.yaml\`

\`\`\`yaml compose
volumes:
  data:
\`\`\`
`,"unknown-storage-key":`# unknown-storage-key
<!-- gen: error | correctness | compose, kubernetes | no fix | since 0.1.0 -->

A key about storage is misspelt, or stands where the platform does not look for it. What it was to say is not said: the
mount is not read-only, the claim has no class, the volume does not exist.

- Docker Compose checks every file against its schema and refuses the whole project:
  \`services.web.volumes.0 additional properties 'readonly' not allowed\`.
- \`kubectl\` asks the API server to validate strictly, and stops: \`unknown field "spec.volumes[0].hostpath"\`. Tools that do
  not ask for that (many controllers, older clients, \`--validate=false\`) get a warning at most, and the server **drops the
  key and stores the rest**.

In storage nodes every key is judged; in what holds them (a service, a container, a pod) only keys that are nearly the
name of one about storage, or that belong to one. A key of a storage node that is near to none may come from a later
release: that is a warning. Left alone are \`x-\` keys, templates, directives of patches (\`$patch\`), what has a tag
(\`!reset\`, \`!override\`), and files that a platform reads in a way of its own (Coolify, CasaOS).

## Reported: options of a mount

\`\`\`yaml compose
services:
  web:
    image: registry.example.com/web:1
    volumes:
      - type: bind
        source: ./site
        dst: /srv/site
      # ^^^ error[unknown-storage-key]: dst is no key of a mount, so Compose refuses the file
        read-only: true
      # ^^^^^^^^^ error[unknown-storage-key]: read-only is no key of a mount
        bind:
          createHostPath: false
        # ^^^^^^^^^^^^^^ error[unknown-storage-key]: createHostPath is no key of the bind options of a mount
      - type: volume
        source: uploads
        target: /srv/uploads
        nocopy: true
      # ^^^^^^ error[unknown-storage-key]: nocopy is no key of a mount
volumes:
  uploads:
    driver: local
    driver_opt:
  # ^^^^^^^^^^ error[unknown-storage-key]: driver_opt is no key of a volume
      type: none
\`\`\`

## Reported: a service without the mounts it names

\`\`\`yaml compose
services:
  cache:
    image: registry.example.com/cache:1
    volume:
  # ^^^^^^ error[unknown-storage-key]: volume is no key of a service
      - cache:/data
    readonly: true
  # ^^^^^^^^ error[unknown-storage-key]: readonly is no key of a service
volumes:
  cache:
\`\`\`

## Reported: volumes of a pod, and where containers mount them

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
          volumeMounts:
            - name: uploads
              mountPath: /srv/uploads
            - name: scratch
              mountpath: /tmp
            # ^^^^^^^^^ error[unknown-storage-key]: mountpath is no key of a volume mount, so kubectl refuses the object
              readonly: false
            # ^^^^^^^^ error[unknown-storage-key]: readonly is no key of a volume mount
        - name: worker
          image: registry.example.com/worker:1
          volumeMount: []
        # ^^^^^^^^^^^ error[unknown-storage-key]: volumeMount is no key of a container
          volumes: []
        # ^^^^^^^ error[unknown-storage-key]: volumes is no key of a container
      volumes:
        - name: uploads
          persistentVolumeClaim:
            claim: uploads
          # ^^^^^ error[unknown-storage-key]: claim is no key of a persistentVolumeClaim volume
        - name: scratch
          emptydir: {}
        # ^^^^^^^^ error[unknown-storage-key]: emptydir is no key of a volume of a pod
\`\`\`

## Reported: a claim that says less than it seems to

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessmodes: [ReadWriteOnce]
# ^^^^^^^^^^^ error[unknown-storage-key]: accessmodes is no key of the spec of a claim
  storageClass: fast
# ^^^^^^^^^^^^ error[unknown-storage-key]: storageClass is no key of the spec of a claim
  resources:
    storage: 10Gi
  # ^^^^^^^ error[unknown-storage-key]: storage is no key of the resources of a claim
\`\`\`

## Reported: claims of a StatefulSet, in the wrong place

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cache
spec:
  serviceName: cache
  selector: { matchLabels: { app: cache } }
  template:
    metadata: { labels: { app: cache } }
    spec:
      containers:
        - name: cache
          image: registry.example.com/cache:1
  volumeClaimTemplate:
# ^^^^^^^^^^^^^^^^^^^ error[unknown-storage-key]: volumeClaimTemplate is no key of the spec of a StatefulSet
    - metadata:
        name: data
  volumes: []
# ^^^^^^^ error[unknown-storage-key]: volumes is no key of the spec of a StatefulSet
\`\`\`

## Reported as a warning: a key that is near to none

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: uploads
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: fast
  encryption: enabled
# ^^^^^^^^^^ warning[unknown-storage-key]: encryption is no key of the spec of a claim
  resources:
    requests:
      storage: 10Gi
\`\`\`

## Reported: a snapshot in the form of an old release

\`\`\`yaml kubernetes
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: monday
spec:
  snapshotClassName: nightly
# ^^^^^^^^^^^^^^^^^ error[unknown-storage-key]: snapshotClassName is no key of the spec of a snapshot
  source:
    name: uploads
  # ^^^^ error[unknown-storage-key]: name is no key of the source of a snapshot
    kind: PersistentVolumeClaim
  # ^^^^ error[unknown-storage-key]: kind is no key of the source of a snapshot
\`\`\`

## Reported once: what several services take from one place

\`\`\`yaml compose
x-logs: &logs
  type: volume
  src: logs
# ^^^ error[unknown-storage-key]: src is no key of a mount
  target: /var/log/app
services:
  web:
    image: registry.example.com/web:1
    volumes: [*logs]
  worker:
    image: registry.example.com/worker:1
    volumes: [*logs]
volumes:
  logs:
\`\`\`

## Not reported: extensions, and keys that are not about storage

\`\`\`yaml compose
x-volume: &defaults
  read-only: true
services:
  web:
    image: registry.example.com/web:1
    x-volume: /srv
    future_setting: 1
    volumes:
      - type: volume
        x-owner: web-team
        source: uploads
        target: /srv/uploads
        volume:
          nocopy: "true"
          subpath: current
      - type: bind
        source: ./site
        target: /srv/site
        read_only: yes
        bind:
          create_host_path: false
          propagation: rslave
volumes:
  uploads:
    x-backup: daily
    labels: [com.example.keep=true]
\`\`\`

## Not reported: what a later file takes back

\`\`\`yaml compose
services:
  web:
    volumes: !override
      - type: bind
        source: ./site
        target: /srv/site
    volume: !reset []
\`\`\`

## Not reported: templates and patches

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      $setElementOrder/volumes:
        - name: uploads
      volumes:
        - name: uploads
          $patch: replace
          persistentVolumeClaim:
            claimName: {{ .Values.claim }}
        - name: "{{ .Values.extra }}"
          "{{ .Values.source }}": {}
\`\`\`

## Not reported: kinds of other groups and versions that share a name

\`\`\`yaml kubernetes
apiVersion: apps.kruise.io/v1beta1
kind: StatefulSet
metadata:
  name: cache
spec:
  volumeClaimUpdateStrategy: { type: OnDelete }
  volumeClaimTemplate: []
---
apiVersion: snapshot.storage.k8s.io/v1alpha1
kind: VolumeSnapshot
metadata:
  name: monday
spec:
  snapshotClassName: nightly
  source: { name: uploads, kind: PersistentVolumeClaim }
\`\`\`
`,"volume-misses-data-dir":`# volume-misses-data-dir
<!-- gen: error | ephemeral-data | compose, kubernetes | fix: migrate | since 0.1.0 -->

A volume is mounted for the data, but at a path that does not hold the directory the image writes to: beside it, below
it, or at a parent on which the image declares a volume of its own, which then hides the mount. The named volume stays
empty and everything looks right until the container is replaced.

This is the most frequent real loss: it goes unnoticed for years
([tiamat#449](https://github.com/entur/tiamat/issues/449), [mongo#146](https://github.com/docker-library/mongo/issues/146),
[magistrala#2299](https://github.com/absmach/magistrala/issues/2299)).

## Reported: the path of another major version

\`\`\`yaml compose
services:
  influxdb:
    image: influxdb:2.7
    volumes:
      - influxdb-storage:/var/lib/influxdb
      #                  ^^^^^^^^^^^^^^^^^ error[volume-misses-data-dir]: keeps its data in /var/lib/influxdb2
volumes:
  influxdb-storage:
\`\`\`

\`\`\`diff migrate
@@ -2,6 +2,9 @@
   influxdb:
     image: influxdb:2.7
     volumes:
-      - influxdb-storage:/var/lib/influxdb
+      - influxdb-storage-moved:/var/lib/influxdb2
 volumes:
   influxdb-storage:
+  influxdb-storage-moved:
+    external: true
+    name: \${COMPOSE_PROJECT_NAME}_influxdb-storage-moved
\`\`\`

\`\`\`diff assume-new
@@ -2,6 +2,6 @@
   influxdb:
     image: influxdb:2.7
     volumes:
-      - influxdb-storage:/var/lib/influxdb
+      - influxdb-storage:/var/lib/influxdb2
 volumes:
   influxdb-storage:
\`\`\`

## Reported: a parent, on which the image declares its own volume

\`\`\`yaml compose
services:
  mongo:
    image: mongo:7
    volumes:
      - mongo:/data
      #       ^^^^^ error[volume-misses-data-dir]: the data is on an anonymous volume
volumes:
  mongo:
\`\`\`

\`\`\`diff assume-new
@@ -2,6 +2,6 @@
   mongo:
     image: mongo:7
     volumes:
-      - mongo:/data
+      - mongo:/data/db
 volumes:
   mongo:
\`\`\`

## Reported: below the data directory

\`\`\`yaml compose
services:
  db:
    image: mysql:8.4
    volumes:
      - type: volume
        source: mysql
        target: /var/lib/mysql/data
        #       ^^^^^^^^^^^^^^^^^^^ error[volume-misses-data-dir]: /var/lib/mysql
volumes:
  mysql:
\`\`\`

\`\`\`diff assume-new
@@ -4,6 +4,6 @@
     volumes:
       - type: volume
         source: mysql
-        target: /var/lib/mysql/data
+        target: /var/lib/mysql
 volumes:
   mysql:
\`\`\`

## Reported: a claim beside the data

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: metrics
spec:
  serviceName: metrics
  selector:
    matchLabels: {app: metrics}
  template:
    metadata:
      labels: {app: metrics}
    spec:
      containers:
        - name: influxdb
          image: influxdb:2.7
          volumeMounts:
            - name: data
              mountPath: /var/lib/influxdb
              #          ^^^^^^^^^^^^^^^^^ error[volume-misses-data-dir]: the data is in scratch that belongs to the container
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
        resources: {requests: {storage: 20Gi}}
\`\`\`

\`\`\`diff assume-new
@@ -15,7 +15,7 @@
           image: influxdb:2.7
           volumeMounts:
             - name: data
-              mountPath: /var/lib/influxdb
+              mountPath: /var/lib/influxdb2
   volumeClaimTemplates:
     - metadata:
         name: data
\`\`\`

## Reported as a warning: a parent, in a pod

What becomes of a volume that the image declares below a mount is for the container runtime to say: some put scratch
over it, others leave the mount alone.

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: broker
spec:
  serviceName: broker
  selector:
    matchLabels: {app: broker}
  template:
    metadata:
      labels: {app: broker}
    spec:
      containers:
        - name: kafka
          image: confluentinc/cp-kafka:7.6.0
          volumeMounts:
            - name: data
              mountPath: /var/lib/kafka
              #          ^^^^^^^^^^^^^^ warning[volume-misses-data-dir]: may be in scratch that belongs to the container
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
        resources: {requests: {storage: 20Gi}}
\`\`\`

## Reported: a claim that is named for the image

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: Deployment
metadata:
  name: grafana
spec:
  selector:
    matchLabels: {app: grafana}
  template:
    metadata:
      labels: {app: grafana}
    spec:
      containers:
        - name: grafana
          image: grafana/grafana:11.1.0
          volumeMounts:
            - name: storage
              mountPath: /grafana
              #          ^^^^^^^^ error[volume-misses-data-dir]: the data is on no volume
      volumes:
        - name: storage
          persistentVolumeClaim:
            claimName: grafana-storage
\`\`\`

## Not reported: the data directory was moved into the mount

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    environment:
      PGDATA: /var/lib/postgresql/pgdata/16
    volumes:
      - pgdata:/var/lib/postgresql/pgdata
volumes:
  pgdata:
\`\`\`

## Not reported: the other mount has another purpose

What is missing here is reported by [data-path-on-anonymous-volume](data-path-on-anonymous-volume.md), at the image.

\`\`\`yaml compose
services:
  db:
    image: postgres:16
    volumes:
      - ./init:/docker-entrypoint-initdb.d:ro
      - backups:/backups
volumes:
  backups:
\`\`\`

## Not reported: mounts that have a place of their own

A part of the data that its owner keeps apart, and paths that the image uses for something else. That the rest has no
volume is reported at the image.

\`\`\`yaml compose
services:
  cloud:
    image: nextcloud:30
    volumes:
      - nc_data:/var/www/html/data
  dashboards:
    image: grafana/grafana:11.1.0
    volumes:
      - ./dashboards:/var/lib/grafana/dashboards
  films:
    image: jellyfin/jellyfin:10.9.11
    volumes:
      - media_data:/media
  config:
    image: mongo:7
    volumes:
      - mongo_configdb:/data/configdb
volumes:
  nc_data:
  media_data:
  mongo_configdb:
\`\`\`

## Not fixed: another service uses the volume

\`\`\`yaml compose
services:
  db:
    image: mysql:8.4
    volumes:
      - dbdata:/var/lib/mysql-data # ! error[volume-misses-data-dir]
  backup:
    image: registry.example.com/backup:1
    volumes:
      - dbdata:/source:ro
volumes:
  dbdata:
\`\`\`

\`\`\`refused migrate
the volume is also used by backup
\`\`\`

## Reported: an image that is built keeps its data elsewhere

\`\`\`yaml compose
services:
  metrics:
    build:
      dockerfile_inline: |
        FROM influxdb:2.7
        RUN apt-get update
    volumes:
      - influx:/var/lib/influxdb
      #        ^^^^^^^^^^^^^^^^^ error[volume-misses-data-dir]: /var/lib/influxdb2
  db:
    build: .
    volumes:
      - pgdata:/var/lib/postgresql/data
      #        ^^^^^^^^^^^^^^^^^^^^^^^^ error[volume-misses-data-dir]: keeps its data in /srv/pg
volumes:
  influx:
  pgdata:
\`\`\`

\`\`\`dockerfile
FROM postgres:16
ENV PGDATA=/srv/pg
\`\`\`
`,"volume-source-conflict":`# volume-source-conflict
<!-- gen: error | correctness | kubernetes | no fix | since 0.1.0 -->

One thing stands behind a volume. The API server refuses a second one (\`may not specify more than 1 volume type\`), as it
happens when a \`hostPath\` of a test is exchanged for a claim and stays in place, and a persistent volume without any
(\`must specify a volume type\`). A source whose value is empty is none: \`configMap:\` alone is a fresh, empty directory.

## Reported: a claim beside what it was to replace

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - { name: uploads, mountPath: /srv/uploads }
  volumes:
    - name: uploads
      emptyDir: {}
      persistentVolumeClaim:
    # ^^^^^^^^^^^^^^^^^^^^^ error[volume-source-conflict]: the volume uploads has a second source, persistentVolumeClaim, so the API server refuses it
        claimName: uploads
\`\`\`

## Reported: a persistent volume with two sources, and one with none

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolume
metadata:
  name: uploads
spec:
  accessModes: [ReadWriteMany]
  capacity: { storage: 10Gi }
  nfs: { server: nas.example.com, path: /uploads }
  hostPath: { path: /srv/uploads }
# ^^^^^^^^ error[volume-source-conflict]: a second source, hostPath
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: empty
  #     ^^^^^ error[volume-source-conflict]: the volume empty has no source, so the API server refuses it
spec:
  accessModes: [ReadWriteOnce]
  capacity: { storage: 10Gi }
  hostPath:
\`\`\`

## Not reported: one source, or the default of none

\`\`\`yaml kubernetes
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      volumeMounts:
        - { name: uploads, mountPath: /srv/uploads }
        - { name: scratch, mountPath: /scratch }
  volumes:
    - name: uploads
      emptyDir:
      persistentVolumeClaim: { claimName: uploads }
    - name: scratch
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: uploads
spec:
  persistentVolumeReclaimPolicy: Retain
\`\`\`
`,"volume-without-name":`# volume-without-name
<!-- gen: error | correctness | kubernetes | no fix | since 0.1.0 -->

Mounts find a volume, and a StatefulSet the claims of its replicas, by name. The API server refuses a volume of a pod
without one (\`spec.volumes[0].name: Required value\`), and a claim template the same: \`generateName\` is no name for it.

## Reported: a volume and a claim template

\`\`\`yaml kubernetes
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: metrics
spec:
  serviceName: metrics
  selector: { matchLabels: { app: metrics } }
  template:
    metadata: { labels: { app: metrics } }
    spec:
      containers:
        - name: metrics
          image: registry.example.com/metrics:1
      volumes:
        - emptyDir: {}
        # ^^^^^^^^ error[volume-without-name]: a volume of the pod has no name, so the API server refuses it
  volumeClaimTemplates:
    - spec:
    # ^^^^ error[volume-without-name]: a claim template has no name, so the API server refuses it
        storageClassName: fast
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
\`\`\`

## Not reported: a claim of its own with a generated name

\`\`\`yaml kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  generateName: uploads-
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
\`\`\`
`,"bad-suppression":r,"unused-suppression":r};0&&(module.exports={PAGES});
