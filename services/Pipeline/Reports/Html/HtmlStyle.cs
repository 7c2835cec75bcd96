namespace Text2Llm.Pipeline.Reports.Html;

/// <summary>How the report looks: by the reader's choice light or dark, on a phone as on a desk.</summary>
internal static class HtmlStyle
{
    public const string Css =
        """
        :root { color-scheme: light dark; --page: #fff; --card: #f4f5f7; --text: #1b1f24; --quiet: #57606a; --line: #d5d9de; --bar: #2f6fde; --warn: #fff4d6; --warntext: #5c4300 }
        @media (prefers-color-scheme: dark) { :root { --page: #14171b; --card: #1f242a; --text: #e6e9ed; --quiet: #9aa4af; --line: #353c44; --bar: #6aa2ff; --warn: #3a2f10; --warntext: #ffe2a0 } }
        * { box-sizing: border-box }
        body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
        h1 { margin: 0 0 .25rem; font-size: 1.6rem; overflow-wrap: anywhere }
        h2 { margin: 2.5rem 0 .75rem; font-size: 1.15rem }
        p { margin: .25rem 0 }
        small, .quiet { color: var(--quiet) }
        .warning { margin: 1rem 0; padding: .6rem .9rem; border-radius: .5rem; background: var(--warn); color: var(--warntext) }
        .figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem; margin: 1.25rem 0 0; padding: 0 }
        .figures div { padding: .75rem .9rem; border-radius: .5rem; background: var(--card) }
        .figures dt { color: var(--quiet); font-size: .85rem }
        .figures dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
        table { width: 100%; border-collapse: collapse; font-size: .9rem }
        th, td { padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: normal; overflow-wrap: anywhere }
        thead th { color: var(--quiet); font-size: .85rem }
        .chart th[scope=row] { width: 34% }
        .chart .bar { vertical-align: middle }
        .chart svg { display: block; width: 100%; height: .8rem }
        .chart rect { fill: var(--bar) }
        .chart .count, .chart thead th:last-child { width: 28%; padding-right: 0; text-align: right; font-variant-numeric: tabular-nums }
        @media (max-width: 40rem) { .figures { grid-template-columns: repeat(2, 1fr) } .chart th[scope=row] { width: 44% } }
        .wide { overflow-x: auto }
        .wide table { min-width: 36rem }
        """;
}
