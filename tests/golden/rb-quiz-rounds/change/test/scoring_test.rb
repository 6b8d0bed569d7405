# frozen_string_literal: true

require "minitest/autorun"
require_relative "../lib/quiz/scoring"

class ScoringTest < Minitest::Test
  QUESTIONS = [
    Quiz::Question.new(number: 1, accepted: ["Oslo"]),
    Quiz::Question.new(number: 2, accepted: ["Everest", "Mount Everest"]),
    Quiz::Question.new(number: 3, accepted: ["7"], joker: true)
  ].freeze

  def setup
    @scoring = Quiz::Scoring.new(QUESTIONS)
  end

  def team(name, *answers)
    Quiz::Team.new(name:, answers: answers.each.with_index(1).to_h { |answer, number| [number, answer] })
  end

  def test_points
    assert_equal 4, @scoring.points(team("Owls", " oslo", "EVEREST", "7"))
    assert_equal 0, @scoring.points(team("Rooks", "", "K2"))
  end

  def test_more_right_answers_come_first
    table = @scoring.table([team("Rooks", "Bergen", "K2", "7"), team("Owls", "Oslo", "Everest")])
    assert_equal [["Owls", 2], ["Rooks", 2]], table
  end

  def test_a_round_needs_questions
    assert_raises(ArgumentError) { Quiz::Scoring.new([]) }
  end
end
