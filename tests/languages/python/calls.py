# What passes between functions and calls, and members and elements of objects.
def f(a, /, b=1, *rest, key=0, **more):
    return a + b
#          ^ reads: 2:7
class Counter:
    def __init__(self, start):
        self.total = start
    def add(self, n, *, twice=False):
        self.total += n
        return self.get()
    def get(self):
        return self.total
#              ^ reads: 11:13
    @staticmethod
    def make(n):
        return Counter(n)
#                      ^ reads: 15
square = lambda x, *y: x * x
xs, ys = [], {}
xs[0] = f(1, *xs, key=2, **ys)
#             ^ reads: 19
(c := Counter(square(3))).add(4, twice=True)
