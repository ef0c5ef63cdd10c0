"""Small helpers that know neither notes nor English."""
