// Of issue 6.
