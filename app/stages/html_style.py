"""The look of the HTML report, in light and in dark."""

from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--page:#fff;--box:#f6f8fa;--line:#d1d9e0;--link:#0969da;
--red:#b5202b;--amber:#8a5a00;--green:#176f34;--blue:#0a5cc2}
@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9198a1;--page:#0d1117;--box:#161b22;--line:#30363d;
--link:#58a6ff;--red:#ff7b72;--amber:#d9a03f;--green:#4ac26b;--blue:#79c0ff}}
*{box-sizing:border-box}
body{font:15px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--text);background:var(--page);
max-width:72rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.5rem;line-height:1.3;margin:.4rem 0 .6rem}
h2{font-size:1.15rem;margin:2.4rem 0 .8rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;line-height:1.4;margin:0}
p{margin:.5rem 0}a{color:var(--link)}ul{margin:.5rem 0;padding-left:1.4rem}li{margin:.25rem 0}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:.2rem 0 .7rem;padding:.6rem .8rem;background:var(--box);border-radius:6px;white-space:pre-wrap;
overflow-wrap:anywhere}
.soft{color:var(--soft)}.soft,.quote{font-size:.87rem}
.quote{color:var(--soft);margin:.6rem 0 0}
.badge{display:inline-block;padding:.1rem .6rem;border:1px solid currentColor;border-radius:1rem;font-size:.8rem;
font-weight:600;white-space:nowrap}
article{border:1px solid var(--line);border-left:4px solid;border-radius:6px;padding:.9rem 1.1rem;margin:0 0 1rem}
article>*{color:var(--text)}article>.soft,article>.quote{color:var(--soft)}
.hint{margin:.6rem 0 0}
.red{color:var(--red)}.amber{color:var(--amber)}.green{color:var(--green)}.blue{color:var(--blue)}
article.red{border-left-color:var(--red)}article.amber{border-left-color:var(--amber)}
article.blue{border-left-color:var(--blue)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.87rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600}td.state{white-space:nowrap;font-weight:600}
details{margin:.6rem 0}summary{cursor:pointer;margin-bottom:.4rem}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--soft);font-size:.82rem}
td:first-child{min-width:7rem}td>code.red{font-size:.8rem}
@media print{body{max-width:none;padding:0}article{break-inside:avoid}}
""".replace("\n", "")
