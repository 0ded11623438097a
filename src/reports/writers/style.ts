/** The look of an update's page: text first, both colour schemes, and paper. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1a1d21;--dim:#51575f;--paper:#fff;--line:#c9ced6;--mark:#0b5c8a;--warn:#8a1c00;--soft:#f3f5f7}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--dim:#b0b6be;--paper:#15181c;--line:#3d444d;--mark:#7cc4ee;--warn:#ffab91;--soft:#1f242a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main,header,footer{max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0}h2{font-size:1.3rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
a{color:var(--mark)}code{font-size:.85em;overflow-wrap:anywhere}
.dim,small{color:var(--dim)}
.exercise{color:var(--warn);font-weight:700}
section.part-exercise{border:3px dashed var(--warn);padding:0 1rem 1rem;margin-top:2rem}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.5rem;margin:1rem 0;padding:0}
.counts div{background:var(--soft);padding:.6rem}.counts dt{color:var(--dim);font-size:.85rem}.counts dd{margin:0;font-size:1.5rem;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
ol,ul{padding-left:1.2rem}li{margin:.4rem 0;overflow-wrap:anywhere}blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid var(--line);white-space:pre-line;overflow-wrap:anywhere}
svg{max-width:100%;height:auto;font:12px system-ui,sans-serif}svg text{fill:var(--ink)}svg .bar{fill:var(--mark)}svg .foot{stroke:var(--line)}
@media print{:root{color-scheme:light;--ink:#000;--dim:#333;--paper:#fff;--line:#999;--mark:#000;--warn:#000;--soft:#fff}main,header,footer{max-width:none;padding:0}li,tr,blockquote,svg{break-inside:avoid}h2,h3{break-after:avoid}a{text-decoration:none}}
`.trim();
