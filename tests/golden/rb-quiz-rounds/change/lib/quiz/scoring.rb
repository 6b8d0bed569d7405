# frozen_string_literal: true

require_relative "question"
require_relative "team"

module Quiz
  # What the teams have won in one round.
  class Scoring
    FEWEST = 1
    MOST = 12

    def initialize(questions)
      raise ArgumentError, "a round has #{FEWEST} to #{MOST} questions" unless questions.size.between?(FEWEST, MOST)

      @questions = questions
    end

    # One point for an answer that is right, and one more for a joker.
    def points(team)
      right(team).sum { |question| 1 << (question.joker ? 1 : 0) }
    end

    # TODO: print it on both sides of the paper
    def table(teams)
      teams.sort_by { |team| [-points(team), -right(team).size, team.name] }.map { |team| [team.name, points(team)] }
    end

    private

    def right(team)
      @questions.reject { |question| (question.accepted & [team.answer(question.number)]).empty? }
    end
  end
end
