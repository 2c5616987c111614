"""Colours of the NHS identity, and of Making Data Count for control charts.

No colour carries meaning alone: each also has a shape, a letter or a word. Every graphic that
matters has a contrast of at least 3 to 1 on white, and every text at least 4.5 to 1 (WCAG 2.2).
"""

INK = "#212b32"
QUIET_INK = "#4c6272"
BLUE = "#005eb8"
DARK_BLUE = "#003087"
GREY = "#768692"
RULE = "#d8dde0"
WATERMARK = "#eef1f3"
WHITE = "#ffffff"

# Making Data Count: improvement, concern, and special cause where neither way is better. Each is
# drawn with a dark edge, because the light blue alone has too little contrast.
IMPROVEMENT = "#00b0f0"
CONCERN = "#e46c0a"
NO_DIRECTION = "#490092"
