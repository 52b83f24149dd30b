// Made by scripts/gen.ts from the files beside it.
import type { AnyRule } from '../core/rule.ts'
import bindAbsoluteHostPath from './bind-absolute-host-path.ts'
import bindMountDataPath from './bind-mount-data-path.ts'
import claimClassUnset from './claim-class-unset.ts'
import dataPathOnAnonymousVolume from './data-path-on-anonymous-volume.ts'
import dockerSocketMounted from './docker-socket-mounted.ts'
import emptydirOnDataPath from './emptydir-on-data-path.ts'
import hostPathMount from './host-path-mount.ts'
import hostpathForData from './hostpath-for-data.ts'
import inTreeVolumeRemoved from './in-tree-volume-removed.ts'
import postgres18MountPath from './postgres-18-mount-path.ts'
import reclaimDeleteOnData from './reclaim-delete-on-data.ts'
import replicasShareOneClaim from './replicas-share-one-claim.ts'
import rwoRollingUpdateDeadlock from './rwo-rolling-update-deadlock.ts'
import statefulDataInWritableLayer from './stateful-data-in-writable-layer.ts'
import tmpfsOnDataPath from './tmpfs-on-data-path.ts'
import undeclaredNamedVolume from './undeclared-named-volume.ts'
import volumeMissesDataDir from './volume-misses-data-dir.ts'

/** All rules, by name. */
export const RULES: readonly AnyRule[] = [bindAbsoluteHostPath, bindMountDataPath, claimClassUnset, dataPathOnAnonymousVolume, dockerSocketMounted, emptydirOnDataPath, hostPathMount, hostpathForData, inTreeVolumeRemoved, postgres18MountPath, reclaimDeleteOnData, replicasShareOneClaim, rwoRollingUpdateDeadlock, statefulDataInWritableLayer, tmpfsOnDataPath, undeclaredNamedVolume, volumeMissesDataDir]
