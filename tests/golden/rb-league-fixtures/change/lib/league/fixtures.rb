# frozen_string_literal: true

require_relative "limits"

module League
  # A season in which all teams meet.
  class Fixtures
    def initialize(teams)
      raise ArgumentError, "#{teams.size} teams" unless teams.size > FEWEST - 1 && teams.size < MOST + 1

      @circle = teams.size.odd? ? [*teams, nil] : teams.dup
    end

    def rounds
      last = @circle.size - 1
      number = 1
      season = []
      while number < last + 1
        season << round([@circle.first, *@circle.drop(1).rotate(number)])
        number += 1
      end
      season
    end

    private

    def round(places)
      pairs = Array.new(places.size / 2) { |place| [places[place], places[-1 - place]] }
      pairs.reject { |pair| pair.include?(nil) }
    end
  end
end
