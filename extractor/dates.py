"""Calendar dates as people write them in full or in part, to days. (Interface; see the docstrings.)"""
