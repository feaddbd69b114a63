# Named captures of a regexp literal on the left of =~ are locals.
def f(s)
  if /(?<year>\d+)-(?<mon>\d+)/ =~ s
  #                                ^ binds: 2
    year + mon
    # <- binds: 3; skip: names that a regular expression captures are no leaves
    #      ^ binds: 3; skip: names that a regular expression captures are no leaves
  end
  s =~ /(?<day>\d)/       # not here
  # <- binds: 2
  day
end
