"""The needle-in-a-haystack check: does a model find a fact anywhere in a long text?"""
