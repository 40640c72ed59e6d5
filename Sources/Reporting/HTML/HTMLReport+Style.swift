extension HTMLReport {
  /// The style sheet of the report.
  static let style: StaticString = """
    :root {
      --ground: #fff; --text: #222; --quiet: #666; --rule: #ddd; --panel: #f6f7f9;
      --right: #0072b2; --wrong: #d55e00;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #1b1d21; --text: #e6e6e6; --quiet: #a0a4ab; --rule: #3a3d43; --panel: #25282d;
        --right: #3a8fc4; --wrong: #e06a1a;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--ground); color: var(--text);
      font: 15px/1.5 system-ui, sans-serif;
    }
    main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 0.75rem; }
    dl, dd, figure { margin: 0; }
    figure { margin: 1rem 0; }
    figcaption, caption, dt { color: var(--quiet); font-size: 0.87rem; }
    img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; }
    .plots {
      display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
    }
    svg.plot { display: block; max-width: 100%; height: auto; }
    .figures {
      display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    }
    .figures div { background: var(--panel); border-radius: 8px; padding: 0.7rem 1rem; }
    .figures dd { font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    .facts {
      display: grid; column-gap: 2.5rem;
      grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr));
    }
    .facts div {
      display: flex; justify-content: space-between; gap: 1rem; padding: 0.25rem 0;
      border-bottom: 1px solid var(--rule);
    }
    .facts dd { text-align: right; overflow-wrap: anywhere; }
    .wide { overflow-x: auto; margin: 1rem 0; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 0.2rem 0.8rem; text-align: left; white-space: nowrap; }
    th { font-weight: 600; }
    .number { text-align: right; }
    thead th { border-bottom: 1px solid var(--quiet); }
    tbody + tbody tr:first-child td { border-top: 1px solid var(--rule); }
    .confusion caption { caption-side: bottom; text-align: left; padding-top: 0.5rem; }
    .confusion th, .confusion td { text-align: right; padding: 0.3rem 0.55rem; min-width: 2.9rem; }
    .confusion thead th { border-bottom: 0; }
    .confusion .none { color: color-mix(in srgb, var(--quiet) 45%, transparent); }
    .confusion .right { background: color-mix(in srgb, var(--right) var(--tint), transparent); }
    .confusion .wrong { background: color-mix(in srgb, var(--wrong) var(--tint), transparent); }
    .confusion .strong { color: #fff; }
    """
}
