"""A Click program with recap's commands and options, and nothing behind them: what its start is measured against."""

import click


def command(name, *options):
    @click.command(name)
    @click.argument("notes", required=False)
    def run(**said):
        """One line of help."""

    for option in options:
        run = click.option(option, help="What it is for.")(run)
    return run


COMMON = ("--date", "--date-order", "--country", "--input-format", "--model", "-q", "-v")


@click.group()
@click.version_option("0")
def app():
    """A line of help."""


for one in ("email", "items", "check", "explain"):
    app.add_command(command(one, "-f", "-o", *COMMON))
app.add_command(command("batch", "-f", "-o", "--include", "--exclude", "-j", "-n", "--force", *COMMON))

if __name__ == "__main__":
    app()
