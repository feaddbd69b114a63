def forward(...) = target(...)
class Box
  @@count = 0
  def self.make(size)
  # <- item: function to 8 in 2
    @@count + size
    #         ^ reads: 4
  end
  alias create make
  # <- item: declaration to 9 in 2
end
;
names = %i(a b)
text = <<~TEXT
  body
TEXT
print text
#     ^ reads: 14
def (names).+(other) = other
unless text
  names = 1
else
  names = 2
end
print names
#     ^ reads: 21, 23
print 3 if not names
#              ^ reads: 21, 23
def open_twice(value)
  value = open
rescue Exception
  value = 1
  exit 1
else
  value = 2
  print value
end
def guard(value)
  print value
  #     ^ reads: 38
  case value
  when 1 then value = 3; fail "one"
  when 2 then value = 4; exit
  when 3 then value = 5; exit!
  when 4 then value = 6; abort "four"
  end
  print value
  #     ^ reads: 38; skip: an `exit` without parentheses or arguments is a name to the grammar
end
END { print text }
