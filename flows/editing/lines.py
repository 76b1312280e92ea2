"""Lines of a text by the positions of their characters."""


def line_start(text: str, at: int) -> int:
    """Index of the first character of a line."""
    return text.rfind("\n", 0, at) + 1


def end_of_line(text: str, at: int) -> int:
    """Index of the end of a line, at its newline."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def dash_after(text: str, last: int, column: int) -> int:
    """Index of the dash in a column, in one of the lines after a position; else the text's end."""
    at = end_of_line(text, last) + 1
    while at < len(text):
        if text[at + column : at + column + 1] == "-" and not text[at : at + column].strip():
            return at + column
        at = end_of_line(text, at) + 1
    return len(text)
