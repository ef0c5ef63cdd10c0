"""The recap email: what it says, as text and HTML, and as a draft with its recipients."""
