#!/usr/bin/env ruby
# Items and token classes: what starts where, and where it ends.
# <- token: comment

require "set"
# <- item: call to 5; token: identifier
#       ^ token: literal

module Shapes
# <- item: class to 111; token: keyword
#      ^ token: identifier; role: define
  SIDES = 4; @count = %w[a b].size
  # <- item: assignment to 12 in 9; role: define; token: identifier
  #          ^ item: assignment to 12 in 9; token: identifier
  #        ^ token: punctuation
  #                   ^ token: literal
  #                      ^ token: literal

  # A square.
  class Square < Shape
  # <- item: class to 110 in 9
  #              ^ role: use; binds: -
    attr_reader :side
    # <- item: call to 23 in 20
    #           ^ token: literal

    def initialize(side = SIDES, *rest, unit: nil, &block)
    # <- item: function to 36 in 20; token: keyword
    #              ^ role: define; token: identifier
    #                     ^ role: use; binds: 12
    #                            ^ token: operator
      @side, @unit = side, unit
      # <- item: assignment to 32 in 27; token: identifier
      super()
      # <- item: call to 34 in 27; token: keyword
    end
    # <- item: -; token: keyword

    def area = @side**2
    # <- item: function to 39 in 20
    #               ^ token: operator

    def print(io = $stdout)
    #              ^ token: identifier
      if area > 10 && !io.nil?
      # <- item: branch to 66 in 43
      #  ^ item: -; binds: 39; role: use
      #            ^ token: operator
        io.puts <<~TEXT + "#{area}"
        # <- item: call to 55 in 45
        #       ^ token: literal
        # the rest is text:
          the area is #{area}
          #             ^ token: identifier; binds: 39
        TEXT
        io.flush
        # <- item: call to 56 in 45
      elsif io then io = nil
      # <- item: -; token: keyword
      #             ^ item: assignment to 58 in 45
      else
      # <- item: -; token: keyword
        return io.size rescue nil
        # <- item: other to 63 in 45
        #              ^ token: keyword
      end
      begin
      # <- item: branch to 81 in 43
        yield self
        # <- item: call to 69 in 67; token: keyword
        #     ^ token: keyword
      rescue StandardError => e
      # <- item: -; token: keyword
        raise e
        # <- item: call to 74 in 67
      ensure
      # <- item: -; token: keyword
        io&.close
        # <- item: call to 78 in 67
        # ^ token: punctuation
      end
      [1, 2].each do |n|
      # <- item: call to 86 in 43
        next if n.zero?
        # <- item: branch to 84 in 82
      end
      items = [:a, 'b', /c/].map { |x| x.to_s }
      # <- item: assignment to 87 in 43
      #                                ^ item: call to 87 in 87
      #        ^ token: literal
      #            ^ token: literal
      case items
      # <- item: branch to 97 in 43
      when [] then nil
      # <- item: -; token: keyword
      #            ^ item: other to 94 in 92; token: literal
      end
      loop { break unless items }
      # <- item: call to 98 in 43
      #      ^ item: branch to 98 in 98
      while items do items = nil end
      # <- item: loop to 101 in 43
      #              ^ item: assignment to 101 in 101
      undef_later = defined?(@side)
      # <- item: assignment to 104 in 43
      #             ^ token: keyword
      alias_later = self
      #             ^ token: keyword
    end
  end
end

puts Shapes::SIDES if Shapes
# <- item: branch to 113
#    ^ binds: 9; role: use
#            ^ role: -
undef puts
# <- item: declaration to 117
