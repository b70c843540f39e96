"""Two plots as SVG text: bars, and percentiles on a logarithmic scale. Nothing but the standard library."""
import html
import math

WIDTH, ROW, LEFT, RIGHT, TOP, BOTTOM = 860, 26, 190, 90, 54, 34
INK, GREY, GRID = "#1f2937", "#6b7280", "#e5e7eb"
OURS, THEIRS = "#0f766e", "#9ca3af"
STYLE = 'font-family="system-ui, sans-serif" font-size="13"'


def number(value):
    """4,230 or 0.35: as few digits as tell it."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def text(x, y, words, anchor="start", colour=INK, weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}">'
            f"{html.escape(words)}</text>")


def frame(title, rows, scale, ticks, body):
    """The picture around the rows: title, names, grid."""
    height = TOP + ROW * len(rows) + BOTTOM
    bottom = height - BOTTOM
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" {STYLE}>',
             f"<title>{html.escape(title)}</title>", f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
             text(16, 26, title, weight="600")]
    for tick in ticks:
        x = scale(tick)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{bottom}" stroke="{GRID}"/>')
        parts.append(text(x, bottom + 20, number(tick), "middle", GREY))
    for place, name in enumerate(rows):
        parts.append(text(LEFT - 12, TOP + ROW * place + 17, name, "end"))
    return "\n".join([*parts, *body, "</svg>"]) + "\n"


def is_ours(name):
    return not name.startswith("pg-") and name != "echo"


def bars(title, values):
    """{name: (median, [one of each round])}: a bar for the median, a dot for each round."""
    most = max(max([median, *each]) for median, each in values.values())
    scale = lambda value: LEFT + (WIDTH - LEFT - RIGHT) * value / most
    step = 10 ** math.floor(math.log10(most))
    step = step if most / step > 3 else step / 2 if most / step > 1.5 else step / 5
    ticks = [step * count for count in range(int(most / step) + 1)]
    body = []
    for place, (name, (median, each)) in enumerate(values.items()):
        y = TOP + ROW * place
        body.append(f'<rect x="{LEFT}" y="{y + 4}" width="{scale(median) - LEFT:.1f}" height="{ROW - 9}" rx="2" '
                    f'fill="{OURS if is_ours(name) else THEIRS}"/>')
        body += [f'<circle cx="{scale(one):.1f}" cy="{y + 12.5}" r="3" fill="#ffffff" stroke="{INK}"/>' for one in each]
        body.append(text(WIDTH - 12, y + 17, number(median), "end"))
    return frame(title, list(values), scale, ticks, body)


def percentiles(title, values):
    """{name: (p50, p99, p99.9)} on a logarithmic scale: three marks and the line between them."""
    low = min(one for row in values.values() for one in row)
    high = max(one for row in values.values() for one in row)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    last = max(last, first + 1)
    scale = lambda value: LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(value) - first) / (last - first)
    body = []
    for place, (name, row) in enumerate(values.items()):
        y = TOP + ROW * place + 12.5
        colour = OURS if is_ours(name) else THEIRS
        body.append(f'<line x1="{scale(row[0]):.1f}" x2="{scale(row[2]):.1f}" y1="{y}" y2="{y}" stroke="{colour}" '
                    'stroke-width="3"/>')
        for value, shape in zip(row, (f'r="5" fill="{colour}"', f'r="4.5" fill="#ffffff" stroke="{colour}" stroke-width="2.5"',
                                      f'r="3" fill="{INK}"')):
            body.append(f'<circle cx="{scale(value):.1f}" cy="{y}" {shape}/>')
        body.append(text(WIDTH - 12, y + 4.5, f"{number(row[0])} / {number(row[1])}", "end"))
    return frame(title, list(values), scale, [10.0 ** power for power in range(first, last + 1)], body)
