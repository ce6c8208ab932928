import { test } from 'vitest'
import { InlineHost } from '/work/main/src/main/host/inline-host'
import { foldFingers, sameFingers } from '/work/main/src/main/chord/fingers'
import { clockwiseFrom, SPACE_160 } from '/work/main/src/shared/ids'
import { sameList } from '/work/main/src/main/chord/steps'
function wrong(fleet: any, fingersToo=true) {
  const ids=[...fleet.slots.values()].filter((s:any)=>['running','joining'].includes(s.state)).map((s:any)=>s.id).sort()
  let bad:any[]=[]
  for (const id of ids) { const b=fleet.slots.get(id).running.node.beliefs(); const others=[...ids].sort(clockwiseFrom(id)).slice(1)
    const bf=others[others.length-1]??id
    if (b.predecessor!==bf) bad.push('p'); if(!sameList(b.successors, others.slice(0,8))) bad.push('s'); if (b.servedFrom!==bf) bad.push('f'); if (fingersToo&&!sameFingers(b.fingers, foldFingers(SPACE_160,id,others))) bad.push('t') }
  return bad
}
test.each([16,16,64,256])('%i', async (n) => {
  const host = new InlineHost({ settings:{successors:8,stabilizeIntervalMs:2000,bits:160}, startedAt: Date.now(), protoDir: '/work/main/proto' })
  let rpcs=0; host.onBatch(b=>{rpcs+=b.rpcs})
  const fleet=(host as any).host.fleet
  const t=performance.now()
  const res = await host.call('start',{count:n, ids:[]})
  const t1=performance.now()-t
  while(wrong(fleet).length) { await new Promise(r=>setTimeout(r,10)); if (performance.now()-t>15000) { const w=wrong(fleet); console.log('NOT', n, w.length, w.slice(0,20).join(',')); break } }
  const t2=performance.now()-t
  console.log(n, res.nodes.length, 'started', t1.toFixed(0), 'right', t2.toFixed(0), 'rpcs/node', rpcs/n, 'rss', (process.memoryUsage().rss/1e6).toFixed(0))
  // crash
  if (n>=16) { const victim=res.nodes[5]!; const t3=performance.now(); await host.call('crash',{node:victim}); let w; while((w=wrong(fleet,false)).length) { await new Promise(r=>setTimeout(r,1)); if(performance.now()-t3>5000) {console.log('crash NOT', w.join(',')); break} } console.log('crash repair', (performance.now()-t3).toFixed(1)) }
  if (n===16) for (const op of ['put','get'] as const) for (const f of [16,64]) { const r=await host.call('workload',{op,count:30000,inFlight:f,valueBytes:100,prefix:'w'}); console.log(op,f,JSON.stringify(r)) }
  const c0=process.cpuUsage(); const r0=rpcs; await new Promise(r=>setTimeout(r,6000)); const c=process.cpuUsage(c0); console.log('idle cpu %', ((c.user+c.system)/6e6*100).toFixed(1), 'rpc/s', (rpcs-r0)/6)
  await host.close()
}, 60000)
