"""What a run or a sweep becomes outside: tables, pictures, a page, a model card."""
