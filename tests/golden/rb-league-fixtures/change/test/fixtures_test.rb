# frozen_string_literal: true

require "minitest/autorun"
require_relative "../lib/league/fixtures"

class FixturesTest < Minitest::Test
  def season(size) = League::Fixtures.new(("a"..).first(size)).rounds

  def test_all_meet_once
    assert_equal [2, 2, 2], season(4).map(&:size)
    assert_equal ("a".."d").to_a.combination(2).to_a, season(4).flatten(1).map(&:sort).sort
    season(20).each { |round| assert_equal 20, round.flatten.uniq.size }
  end

  def test_an_odd_team_waits
    assert_equal [2] * 5, season(5).map(&:size)
    assert_equal 10, season(5).flatten(1).map(&:sort).uniq.size
  end

  def test_limits
    [1, 21].each { |size| assert_raises(ArgumentError) { season(size) } }
    assert_equal 1, season(2).size
  end
end
