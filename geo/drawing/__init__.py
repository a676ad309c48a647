"""What printed maps and the atlas are drawn with; :mod:`geo.figure` and :mod:`geo.atlas` are its doors."""
