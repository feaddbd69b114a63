# A bare name is a local only after an assignment to it was parsed, executed or not.
def a = 1
def f
  a                       # method
  a = a                   # the local, nil
  #   ^ binds: 5:3
  b = 1 if false
  b                       # the local, nil
  # <- binds: 7
  c if c = 2              # method, then local
  a() + self.a            # methods
end
