/// How pages look: system fonts, light and dark, narrow and wide, on paper. No `<`, `>` or `&`, so that it is XML too.
enum PageStyle {
  // Text has a contrast of at least 4.5 : 1 on its background, in both themes.
  static let text = """
    :root {
      color-scheme: light dark;
      --paper: #fcfcfa; --ink: #1d1f21; --muted: #5a5f66; --rule: #d8d9d6; --grid: #e6e7e3; --wash: #f2f3ef;
      --name: #1a4f8b; --good: #1c6a3c; --warning: #865300; --bad: #ab1f2d;
      --s1: #1f5fa6; --s2: #b04a12; --s3: #2a7a4a; --s4: #77399b; --s5: #8a6100; --s6: #0d7180;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #16181a; --ink: #e7e8e6; --muted: #a4a9af; --rule: #3a3e42; --grid: #2a2d30; --wash: #202326;
        --name: #8fbdf0; --good: #7fd3a0; --warning: #e9bf62; --bad: #ff9d95;
        --s1: #7db3f2; --s2: #f2a26b; --s3: #77cb97; --s4: #c7a1ea; --s5: #dcb85a; --s6: #62c7d6;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 1.75rem 1rem 4rem; max-width: 66rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
      overflow-wrap: break-word;
    }
    h1, h2, h3 { line-height: 1.2; font-weight: 650; text-wrap: balance; }
    h1 { font-size: 1.85rem; letter-spacing: -0.015em; margin: 0 0 1rem; max-width: 44rem; }
    h2 { font-size: 1.3rem; margin: 3rem 0 1rem; padding-top: 0.7rem; border-top: 2px solid var(--ink); scroll-margin-top: 1rem; }
    h3 { font-size: 1.05rem; margin: 2.2rem 0 0.6rem; }
    p, ul { max-width: 44rem; }
    p { margin: 0.7rem 0; }
    ul { padding-left: 1.2rem; }
    a { color: var(--name); text-underline-offset: 0.15em; }
    :focus-visible { outline: 2px solid var(--s1); outline-offset: 3px; border-radius: 2px; }
    nav { margin: 1.5rem 0 0; }
    nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.15rem 1.4rem; max-width: none; }
    nav a { display: inline-block; padding: 0.25rem 0; }
    dl { margin: 0.8rem 0; max-width: 52rem; font-size: 0.95rem; }
    dl div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; padding: 0.22rem 0; border-bottom: 1px solid var(--grid); }
    dt { color: var(--muted); }
    dd { margin: 0; min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
    .name { color: var(--name); }
    .good { color: var(--good); font-weight: 600; }
    .warning { color: var(--warning); font-weight: 600; }
    .bad { color: var(--bad); font-weight: 600; }
    .faint { color: var(--muted); }
    .scroll {
      overflow-x: auto; margin: 1rem 0 1.4rem; container-type: inline-size;
      /* A shadow where there is more to see, covered by paper at the ends. */
      background:
        linear-gradient(to right, var(--paper) 60%, transparent) left / 2rem 100% no-repeat local,
        linear-gradient(to left, var(--paper) 60%, transparent) right / 2rem 100% no-repeat local,
        linear-gradient(to right, var(--rule), transparent) left / 0.8rem 100% no-repeat scroll,
        linear-gradient(to left, var(--rule), transparent) right / 0.8rem 100% no-repeat scroll;
    }
    table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
    caption { text-align: left; padding: 0 0 0.4rem; }
    caption span { display: block; position: sticky; left: 0; max-width: 100cqi; width: max-content; font-weight: 600; }
    thead th, thead td { border-bottom: 1.5px solid var(--ink); vertical-align: bottom; }
    th, td { padding: 0.28rem 0.7rem; text-align: left; vertical-align: top; }
    thead th { color: var(--muted); font-weight: 600; white-space: nowrap; }
    tbody th { font-weight: 500; white-space: nowrap; }
    tbody td, tbody th { border-bottom: 1px solid var(--grid); }
    tbody tr:last-child td, tbody tr:last-child th { border-bottom: 1.5px solid var(--rule); }
    th:first-child, td:first-child { padding-left: 0.2rem; }
    .number { text-align: right; white-space: nowrap; padding-right: calc(0.7rem + var(--d, 0) * 1ch); }
    td.text, th.text { min-width: 13rem; max-width: 30rem; white-space: normal; overflow-wrap: anywhere; }
    td.long { min-width: 24rem; }
    td.words { min-width: 8rem; }
    .bar { min-width: 6rem; width: 9rem; }
    .bar span { display: block; height: 0.72rem; margin-top: 0.27rem; min-width: 1px; background: var(--s1); border-radius: 1px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    pre { overflow-x: auto; background: var(--wash); padding: 0.9rem 1rem; border-radius: 4px; font: 0.84rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    pre.code { user-select: all; -webkit-user-select: all; }
    pre.drawing { line-height: 1.2; }
    .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 1.8rem 2.2rem; margin: 1.2rem 0 1.6rem; align-items: start; }
    .figures.small { grid-template-columns: repeat(auto-fill, minmax(min(9rem, 100%), 1fr)); gap: 1.3rem 1.4rem; }
    .figures.single { grid-template-columns: minmax(0, 28rem); }
    figure { margin: 0; max-width: 31rem; }
    figcaption { margin-top: 0.5rem; font-size: 0.87rem; line-height: 1.45; color: var(--muted); }
    figcaption strong { color: var(--ink); font-weight: 600; }
    figcaption .good, figcaption .warning, figcaption .bad { font-weight: inherit; }
    .small figcaption { font-size: 0.78rem; line-height: 1.35; margin-top: 0.2rem; }
    svg { display: block; width: 100%; height: auto; overflow: visible; }
    svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
    svg .axis { fill: var(--muted); }
    svg .strong, svg .letter { font-weight: 650; }
    svg .grid { stroke: var(--grid); stroke-width: 1; }
    svg .base { stroke: var(--muted); stroke-width: 1; }
    svg .whisker { stroke: var(--muted); stroke-width: 1.3; }
    svg .front { stroke: var(--s1); stroke-width: 1.4; stroke-dasharray: 4 3; fill: none; }
    .s1 { --c: var(--s1); } .s2 { --c: var(--s2); --dash: 7 3; } .s3 { --c: var(--s3); --dash: 2 3; }
    .s4 { --c: var(--s4); --dash: 8 3 2 3; } .s5 { --c: var(--s5); --dash: 12 4; } .s6 { --c: var(--s6); --dash: 4 2; }
    svg .curve { stroke: var(--c); stroke-width: 1.7; fill: none; stroke-dasharray: var(--dash, none); stroke-linejoin: round; }
    svg .area { fill: var(--c); fill-opacity: 0.16; }
    svg .column { fill: var(--c); }
    svg .mark { fill: var(--c); stroke: var(--paper); stroke-width: 1; }
    svg .hollow { fill: var(--paper); stroke: var(--c); stroke-width: 1.5; }
    @media (max-width: 32rem) {
      h1 { font-size: 1.5rem; }
      dl div { grid-template-columns: 1fr; padding: 0.35rem 0; }
      dt { font-size: 0.85rem; }
      th, td { padding: 0.28rem 0.5rem; }
      .bar { min-width: 3.5rem; width: 4.5rem; }
      td.text, th.text { min-width: 11rem; }
      td.long { min-width: 20rem; }
      .number { padding-right: calc(0.5rem + var(--d, 0) * 1ch); }
    }
    @media print {
      :root {
        color-scheme: light;
        --paper: #fff; --ink: #000; --muted: #444; --rule: #bbb; --grid: #ddd; --wash: #f4f4f4; --name: #1a4f8b;
        --good: #1c6a3c; --warning: #865300; --bad: #ab1f2d;
        --s1: #1f5fa6; --s2: #b04a12; --s3: #2a7a4a; --s4: #77399b; --s5: #8a6100; --s6: #0d7180;
      }
      html { font-size: 9.5pt; }
      body { max-width: none; padding: 0; }
      nav { display: none; }
      .scroll { overflow: visible; container-type: normal; background: none; }
      caption span { max-width: none; }
      table { font-size: 8pt; }
      pre { white-space: pre-wrap; }
      h2, h3 { break-after: avoid; }
      figure, tr { break-inside: avoid; }
      thead { display: table-header-group; }
    }
    """
}
