"use strict";var Z=Object.create;var h=Object.defineProperty;var Y=Object.getOwnPropertyDescriptor;var X=Object.getOwnPropertyNames;var ee=Object.getPrototypeOf,te=Object.prototype.hasOwnProperty;var ne=(e,t)=>()=>{try{return t||e((t={exports:{}}).exports,t),t.exports}catch(n){throw t=0,n}},oe=(e,t)=>{for(var n in t)h(e,n,{get:t[n],enumerable:!0})},O=(e,t,n,o)=>{if(t&&typeof t=="object"||typeof t=="function")for(let r of X(t))!te.call(e,r)&&r!==n&&h(e,r,{get:()=>t[r],enumerable:!(o=Y(t,r))||o.enumerable});return e};var f=(e,t,n)=>(n=e!=null?Z(ee(e)):{},O(t||!e||!e.__esModule?h(n,"default",{value:e,enumerable:!0}):n,e)),re=e=>O(h({},"__esModule",{value:!0}),e);var w=ne((it,j)=>{j.exports={get CLAIM_PROGRAM(){return require("./programs.cjs").CLAIM_PROGRAM},get COPY_PROGRAM(){return require("./programs.cjs").COPY_PROGRAM},get MIGRATE_PROGRAM(){return require("./programs.cjs").MIGRATE_PROGRAM},get TALK_PROGRAM(){return require("./programs.cjs").TALK_PROGRAM}}});var Ue={};oe(Ue,{PLAN_MARK:()=>A,plansOf:()=>De});module.exports=re(Ue);var m=f(require("node:path"),1);function S(e){return"claim"in e}function R(e){return!S(e)}var F="ReadWriteOnce";function T(e){return"${COMPOSE_PROJECT_NAME}_"+e}function _(e){if(/^(?:\/[^/.][^/]*)+$/.test(e))return e;let t=e.startsWith("/"),n=[];for(let r of e.split("/"))r===""||r==="."||(r===".."&&n.length>0&&n[n.length-1]!==".."?n.pop():(r!==".."||!t)&&n.push(r));let o=n.join("/");return t?`/${o}`:o===""?".":o}function d(e){return`'${e.replaceAll("\0","\uFFFD").replaceAll("'","'\\''")}'`}function l(e){return e.replace(/[\p{Cc}\u2028\u2029]+/gu," ").trim()}function p(e){let t=_(e);return t==="/"?"":t}function i(e){let t=l(e).replaceAll("|","\\|"),n=Math.max(0,...[...t.matchAll(/`+/g)].map(r=>r[0].length)),o="`".repeat(n+1);return n===0?o+t+o:`${o} ${t} ${o}`}function c(e){return l(e).replace(/[\\`*_[\]<>|]/g,"\\$&")}function y({moves:e}){return`Move the data of ${u(e.map(t=>t.workload))} to volume ${u(e.map(t=>t.volume))}`}function g(e){let{kind:t,source:n,workload:o,volume:r,to:a}=e;switch(t){case"host":return`service ${o}: mount ${n??"the host directory"} at ${a} again, not volume ${r}`;case"named":return`service ${o}: mount volume ${n??"of before"} at ${a} again, not volume ${r}`;case"memory":return`service ${o}: mount tmpfs at ${a} again, not volume ${r}`;case"anonymous":case"layer":return`service ${o}: make the mount of volume ${r} at ${a} what it was, or take it out if there was none`}}function u(e){return[...new Set(e.map(l))].join(", ")}function I(e,t){let n=i(e.file),o=[...new Set(e.moves.map(a=>a.volume))],r=o.map(i).join(", ");return`# ${c(y(e))}

Written by storlint for a fix in ${n}: ${c(e.title)}. Nothing here runs by itself.
Commit this folder with the fixed file: each machine that has such data moves its own. When the last one has, delete it.

| service | data | is today | goes to the volume |
| --- | --- | --- | --- |
${e.moves.map(me).join("")}
The fixed ${n} declares ${r} as \`external\`, named ${o.map(a=>i(T(a))).join(", ")}. Until the script has created ${o.length===1?"it":"them"},
\`docker compose up\` ends with "external volume \u2026 not found", and the container that runs today keeps running on its
data. So nothing can start empty before the data has been moved.
${ae(e.moves)}
## Steps

1. Look, in this folder. This changes nothing:

       sh migrate.sh

2. Move. The service is down while it copies:

       sh migrate.sh --run

${t.filter(le).map(de).join("")}
3. See for yourself that the data is there: ask the application.
4. Once every machine has moved its data, take the lines \`external: true\` and \`name: \u2026\` of ${r} out of ${n}.
   Nothing is restarted by that. A machine that has not moved would start empty from then on.

On a machine that never had this data: \`sh migrate.sh --run --empty\`. With other files or another project name, give
Compose's options after \`--\`: \`sh migrate.sh --run -- -p other -f compose.yaml -f production.yaml\`.

## When something fails

Until the start on the new volume the old data is only read. On any failure the script removes the volume that it
has created, starts the old container again and says so. If the script itself is killed (\`kill -9\`, power loss), remove
the folder \`running\` here and run it again: it knows what it has left, and makes that anew.

While it copies, and after it was killed, \`docker compose up\` ends with "container name \u2026 is already in use": that
container, which never runs, keeps the service from starting on half of the data. Other ways to start it (\`docker compose
run\`, \`--scale\`, \`docker start\`, \`down\` and then \`up\`) are not held up; the script sees them at its end, and ends with "NOT
migrated". To give up a move that was killed, remove that container and the new volume, and undo the fix.

A volume that has the new name already is refused, whatever is in it, unless this plan has made it.

## What is kept

Owners, modes, times, symbolic and hard links, special files; compared afterwards, with a checksum of every file.
Holes in sparse files, extended attributes and the times of symbolic links are kept where the image has GNU cp; the first
run says if it has not, and \`--image\` names another that is on this machine. The security context (SELinux) is the new
volume's own.
${pe(e.moves)}
## The way back

1. Undo this fix in ${n}, and no other: an older version of the whole file (\`git checkout\`) also takes back its other
   fixes, and a service whose data another plan has moved would then start without it.

${e.moves.map(a=>`   - ${c(g(a))}
`).join("")}   - take ${r} out of \`volumes\`

2. Let the script print the commands, then run them. While the file still has the new volume, it refuses:

       sh migrate.sh --rollback

What has been written since the move is in the new volume only. Before this fix is ever made again, that volume has to go
(\`docker volume rm\`): \`up\` would start on what is in it.

## Clean-up

Once you are sure${fe(e.moves)}. Then this folder.
${se(e.moves)}`}function ae(e){let t=[...new Set(e.map(r=>r.kind))],n=t.flatMap(r=>r==="host"||r==="named"?[]:[ie[r]]);return n.length===0?"":`
**Until then no \`docker compose down\`${t.includes("memory")?", `rm`, `stop` or `restart`":" or `rm`"}**: ${n.join("; ")}.
`}var ie={anonymous:"without the container nothing says which anonymous volume has the data",layer:"what is in the writable layer goes with the container",memory:"what is in memory goes with the process"};function se(e){return e.some(({kind:t})=>t==="anonymous"||t==="layer")?"\nWhere a mount missed the data, the volume that it had stays declared and is used by nothing. The script names it at its end.\n`docker compose down -v` does not remove it or what is in it: `docker volume rm`, once nothing in it is missed.\n":""}function le({step:e}){return e!=="finish"}function de({text:e}){return`   - ${c(e)}
`}function me(e){return`| ${i(e.workload)} | ${i(e.from)} | ${ce(e)} | ${i(e.volume)} |
`}function ce({kind:e,source:t}){let n=t===void 0?"":` ${i(t)}`;switch(e){case"host":return`the host directory${n}`;case"named":return`another volume${n}`;case"anonymous":return"an anonymous volume of its container";case"layer":return"the writable layer of its container";case"memory":return"memory"}}var ue={anonymous:"The anonymous volume stays when its container goes, but `docker volume prune` removes it: prune only when you are sure.",layer:"The writable layer is kept as an image, `storlint-kept:\u2026`, before anything is copied, and copied from there. Like the container it holds the environment: do not push it. An image has no holes in sparse files, no sockets, and of the extended attributes only capabilities; so has the copy. `--image` does not help here: the image of the service needs `sh`, `cp`, `tar` and the like.",memory:"Memory is gone once the process ends, so it is copied while the process is paused, as after a crash; what the process would write while it stops is not in the copy."};function pe(e){return[...new Set(e.map(n=>n.kind))].flatMap(n=>n==="host"||n==="named"?[]:[`
${ue[n]}
`]).join("")}var he={host:"the host directory",named:"the other volume",anonymous:"the anonymous volume (`docker volume rm`)",layer:"the image `storlint-kept:\u2026` (`docker image rm`)"};function fe(e){let n=[...new Set(e.map(o=>o.kind))].flatMap(o=>o==="memory"?[]:[he[o]]);return n.length===0?", nothing else is left":`, remove ${n.join(", ")}`}var V=f(w(),1);var $=f(w(),1);function v({does:e,values:t,program:n}){return`#!/bin/sh
# Written by storlint. ${e}
# Without --run nothing is changed; --help says more.
# shellcheck disable=SC2016 # names and paths mean what they say
set -eu
LC_ALL=C
export LC_ALL

${t}
helper_text() {
  cat <<'STORLINT_END'
${$.COPY_PROGRAM}STORLINT_END
}

${$.TALK_PROGRAM}
${n}`}function E(e){if(e.moves.length===0)throw new Error(`internal error: a plan without moves for ${e.file}`);let t=ye(e);return{steps:t,files:[{path:"README.md",text:I(e,t),executable:!1},{path:"migrate.sh",text:ge(e),executable:!0}]}}function ye({moves:e,file:t}){let n=u(e.map(s=>s.workload)),o=u(e.map(s=>s.volume)),r=u(e.map(s=>s.from)),a=e.some(s=>s.kind==="memory")?"Pause":"Stop";return[{step:"check",text:"Find the data, its size, the free space and every other user of it; refuse a volume that is there already"},{step:"stop",text:`${a} ${n}`},{step:"create",text:`Create volume ${o} with the labels of Compose`},{step:"copy",text:`Copy ${r} with owners, modes, times and links`},{step:"verify",text:"Compare copy and source: every name, owner, mode, link and checksum"},{step:"switch",text:`Start ${n} on volume ${o}`},{step:"finish",text:`Take "external" and "name" of volume ${o} out of ${l(t)}`}]}function ge(e){return v({does:"Copies data to the volume that is to hold it, compares, and starts the service on it.",values:we(e),program:V.MIGRATE_PROGRAM})}function we(e){let{stack:t=[]}=e;return`title=${d(y(e))}
shown_file=${d(l(e.file))}
compose_file=${d(e.fileFromPlan)}
stack=${d(t.join(","))}
stack_args=${d(t.map(n=>`-f ${d(n)}`).join(" "))}
plan=${$e(e.moves)}
moves=${e.moves.length}
move() {
  case $1 in
${e.moves.map(ve).join("")}  esac
}
`}function $e(e){let{createHash:t}=process.getBuiltinModule("node:crypto"),n=e.map(o=>[o.workload,o.kind,p(o.from),p(o.to),o.volume,o.source??""]);return t("sha256").update(JSON.stringify(n)).digest("hex").slice(0,16)}function ve(e,t){let n={service:e.workload,kind:e.kind,from:p(e.from),target:p(e.to),volume:e.volume,source:e.source??"",undo:l(g(e))},o=Object.entries(n).map(([r,a])=>`      ${r}=${d(a)}
`);return`    ${t+1})
${o.join("")}      ;;
`}var ke=/^(?:~|null|true|false|yes|no|on|off|y|n)$/i,xe=/^[-+]?(?:0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+|(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?|\.(?:inf|nan))$/i,be=/^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?)$/,L=/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFEFF\uFFFE\uFFFF]/u;function Me(e){return e===""||ke.test(e)?"null-or-bool":xe.test(e)||be.test(e)?"number":"string"}function Se(e,t){return e===""||e==="="||e==="<<"||e!==e.trim()||L.test(e)||/^[,[\]{}#&*!|>'"%@`]/.test(e)||/^[-?:](?:[ ,[\]{}]|$)/.test(e)||/^(?:---|\.\.\.)/.test(e)||/:(?: |$)| #/.test(e)?!1:!t||!/[,[\]{}]/.test(e)}function C(e,t,n){return Se(e,t)&&Me(e)==="string"?e:W(e,n)}function W(e,t){return t==="single"&&!L.test(e)?`'${Ce(e)}'`:`"${Pe(e)}"`}function Ce(e){return e.replaceAll("'","''")}function Pe(e){return JSON.stringify(e).slice(1,-1).replace(/[\x7f-\x9f\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function k(e){return Array.isArray(e)}function Ne(e){return typeof e=="object"&&e!==null&&!k(e)}function P(e,t,n){let o=C(e,!1,n.quote);if(t===null)return[`${o}:`];if(K(t))return[`${o}: ${N(t,n.quote)}`];let r=k(t)?n.dashIndent:n.indent;return[`${o}:`,...G(D(t,n),r)]}function Ae(e,t){if(e===null)return["-"];let n=1+t.dashGap,[o="",...r]=Oe(e,t);return[`-${" ".repeat(t.dashGap)}${o}`,...G(r,n)]}function Oe(e,t){return K(e)?[N(e,t.quote)]:D(e,t)}function D(e,t){return k(e)?e.flatMap(n=>Ae(n,t)):Ne(e)?Object.entries(e).flatMap(([n,o])=>P(n,o,t)):[N(e,t.quote)]}function K(e){return typeof e!="object"||e===null||Object.keys(e).length===0}function N(e,t){return typeof e=="string"?C(e,!1,t):typeof e!="object"||e===null?String(e):k(e)?"[]":"{}"}function G(e,t){return e.map(n=>n===""?"":" ".repeat(t)+n)}function q(e,t=`
`){let n={indent:2,dashIndent:2,dashGap:1,lineEnd:t,quote:"double"};return Object.entries(Re(e)).flatMap(([r,a])=>P(r,a,n)).map(r=>r+t).join("")}function Re({name:e,namespace:t,className:n,size:o}){return{apiVersion:"v1",kind:"PersistentVolumeClaim",metadata:{name:e,...t!==void 0&&{namespace:t}},spec:{accessModes:[F],storageClassName:n,resources:{requests:{storage:o}}}}}function x(e,t){return`${e.slice(0,e.lastIndexOf("/")+1)}${t.replace(/-claim$/,"")}-claim.yaml`}function U({file:e,fileFromPlan:t,title:n,move:o},r){let a=i(e),s=i(o.claim.name);return`# ${c(r)}

Written by storlint for a fix in ${a}: ${c(n)}. Nothing here runs by itself.

| workload | container | data | is today | goes to the claim |
| --- | --- | --- | --- | --- |
| ${i(`${o.controller}/${o.workload}`)} | ${i(o.container)} | ${i(o.from)} | ${_e(o)} | ${s}, ${i(o.claim.size)} of class ${i(o.claim.className)} |

The fixed ${a} names a claim that does not exist. Until the script has made it, a pod that is started from that file
stays \`Pending\`: nothing can start empty before the data is there. The claim itself waits here, in \`claim.yaml.pending\`, which
no \`kubectl apply\` takes for a manifest.

${Te(o)}

## Steps

1. Is the size enough, and the class the right one? If not, change \`claim.yaml.pending\` before anything else.
2. Pause what would put the workload back meanwhile: an autoscaler, Flux or Argo CD.
3. Look, in this folder. This changes nothing:

       sh migrate.sh

4. Move:

       sh migrate.sh --run

${Fe[o.kind==="host"?"host":"pod"]}
   - The claim ${s} is made only now, on the volume of the copy, so nothing could start on half of the data
   - The fixed ${a} is applied; with \`--no-apply\` that is left to whatever applies it for you
5. See for yourself that the data is there: ask the application.
6. Put the claim where your manifests are, in a file of its own (in the workload\u2019s file, \`kubectl delete -f\` would take the data
   along), and name it where they are listed:

       mv claim.yaml.pending ${x(t,o.claim.name)}
${je(o)}
On a cluster that never had this data: \`sh migrate.sh --run --empty\`. Another context or namespace goes after \`--\`:
\`sh migrate.sh --run -- --context staging\`.

## What it needs

\`kubectl\`, and the right to make claims and jobs in the namespace and to patch the one new PersistentVolume. The copy runs as
root in a pod of ${i("busybox:1.37")}; \`--image\` names another image with \`sh\`, \`find\`, \`stat\`, \`sort\` and \`tar\`.${Ie(o)}

## When something fails

Until the copy is complete the old data is only read; the script takes back what it made and starts the workload again. Once it
is complete it is kept, with the reclaim policy \`Retain\`, and another \`--run\` goes on from there.

## What is kept

Owners, modes, times, symbolic and hard links; compared afterwards, with a checksum of every file.

## The way back

       sh migrate.sh --rollback

prints what to do. ${Ve(o)} What has been written since the move is on the claim only.
`}var Fe={host:`   - The workload is scaled to 0 (a bare pod is deleted, its manifest kept here), so that nothing writes
   - A Job on the node of the data copies it to a new volume and compares every name, owner, mode, link and checksum`,pod:"   - A Job on the node of the pod gets a new volume; the data goes through `kubectl exec` while the pod runs, and is compared\n     with every name, owner, mode, link and checksum before and after; it is repeated while something changes"};function Te({kind:e,workload:t}){if(e==="host")return"The directory of the node is only read, and is left as it is. Data of other nodes, from when the pod ran there, is not looked for.";let n=e==="memory"?"in memory of the pod":"in the pod";return`**Until then do not delete, restart or scale ${i(t)}, and do not drain its node**: the data is ${n} and goes with it.
Such a pod cannot be stopped before it is copied, so stop what writes to it: clients, jobs. A dump by the engine\u2019s own tools is a
good second belt. Applying the fixed file early does no harm: the old pod stays until the new one has its claim.`}function _e({kind:e,source:t}){switch(e){case"host":return`the directory ${i(t??"")} of a node`;case"scratch":return"an emptyDir of its pod";case"memory":return"memory";case"layer":return"the writable layer of its container"}}function Ie({kind:e}){return e==="host"?"":" The running container needs those too."}function je({controller:e}){return e==="Deployment"?"7. Set `strategy: {type: Recreate}` (`storlint fix --unsafe` does): from now on a second pod cannot start beside the first.\n":e!=="StatefulSet"?"":"7. Take `partition` of `updateStrategy` out again: it has kept the old pod until the copy was complete, and would keep others.\n"}function Ve({kind:e}){return e==="host"?"The directory of the node is as it was.":"The old pod is gone then, and what it had with it: there is only the claim."}var z=f(w(),1);var Ee="claim.yaml.pending";function J({controller:e,workload:t,claim:n}){return`Move the data of ${e} ${l(t)} to the claim ${n.name}`}function Q(e){let{move:t}=e;return[{path:"README.md",text:U(e,J(t)),executable:!1},{path:"migrate.sh",text:Le(e),executable:!0},{path:Ee,text:`# Written by storlint for ${t.controller} ${l(t.workload)}.
${q(t.claim)}`,executable:!1}]}function Le({file:e,fileFromPlan:t,move:n}){let o={title:J(n),shown_file:l(e),manifest:t,claim_home:x(t,n.claim.name),namespace:n.claim.namespace??"",controller:n.controller.toLowerCase(),workload:n.workload,container:n.container,from:n.from,kind:n.kind,source:n.source??"",claim:n.claim.name,id:We(n.claim.name)},r=Object.entries(o).map(([a,s])=>`${a}=${d(s)}
`);return v({does:"Copies the data of a pod to a claim, compares, and lets the workload start on it.",values:r.join(""),program:z.CLAIM_PROGRAM})}function We(e){return e.slice(0,50).replaceAll(".","-").replace(/[^a-z0-9]+$/,"")}var A="Written by storlint";function De({applied:e},t){let n=e.filter(o=>o.moves.length>0);return n.flatMap((o,r)=>Ke(o,m.default.posix.join(t,qe(o,n.slice(0,r)))))}function Ke(e,t){let n=e.at.source.path,[o=n]=e.stack??[],r=m.default.isAbsolute(t)?m.default.resolve(o):m.default.posix.relative(t,o),a=(e.stack??[]).map(b=>m.default.posix.relative(m.default.posix.dirname(o),b));return Ge({title:e.title,file:n,fileFromPlan:r,stack:a},e.moves).map(({path:b,text:M,executable:H})=>({path:m.default.posix.join(t,b),text:M.includes(A)?M:`${M}
<!-- ${A} -->
`,executable:H}))}function Ge(e,t){let[n]=t.filter(S);return n!==void 0?Q({...e,move:n}):E({...e,moves:t.filter(R)}).files}function qe(e,t){let n=B(e),o=t.filter(r=>B(r)===n).length;return o===0?n:`${n}-${o+1}`}function B({address:e,at:t}){let n=m.default.posix.dirname(t.source.path).replace(/^(\.\.\/)+/,"");return m.default.posix.join(n,e.replace(/[^A-Za-z0-9_.-]+/g,"-").replace(/^[-.]+|[-.]+$/g,""))}0&&(module.exports={PLAN_MARK,plansOf});
