"""A Click program with the commands and options of recap that do nothing, to compare the start of recap with."""

import click


def command(name, *options):
    @click.command(name)
    @click.argument("notes", required=False)
    def run(**options):
        """A line of help."""

    for option in options:
        run = click.option(option, help="What it is for.")(run)
    return run


COMMON = ("--date", "--date-order", "--country", "--input-format", "--model", "-q", "-v")


@click.group()
@click.version_option("0")
def app():
    """A line of help."""


for name in ("email", "items", "check", "explain"):
    app.add_command(command(name, "-f", "-o", *COMMON))
app.add_command(command("batch", "-f", "-o", "--include", "--exclude", "-j", "-n", "--force", *COMMON))

if __name__ == "__main__":
    app()
