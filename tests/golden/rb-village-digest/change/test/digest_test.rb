# frozen_string_literal: true

require "minitest/autorun"
require_relative "../lib/village/digest"
require_relative "../lib/village/note"
require_relative "../lib/village/reader"

class DigestTest < Minitest::Test
  NOW = Time.utc(2026, 10, 19, 6)
  ANA = Village::Reader.new(address: "ana@example.com", refused: [])
  BEN = Village::Reader.new(address: "ben@example.com", refused: ["digest"])

  class Post
    attr_reader :tried

    def initialize(*gone)
      @gone = gone
      @tried = []
    end

    def deliver(address, text)
      @tried << [address, text]
      raise IOError, "no answer" if @gone.include?(address)
    end
  end

  def note(title, days) = Village::Note.new(title:, written_at: NOW - (days * 86_400))

  def sent(*notes, post: Post.new, readers: [ANA])
    Village::Digest.new(post, notes).send_to(readers, now: NOW)
    post.tried
  end

  def test_a_week_is_sent
    assert_equal [["ana@example.com", "Fair\nCat lost"]], sent(note("Cat lost", 2), note("Fair", 7), note("Choir", 8))
  end

  def test_nothing_is_not_sent
    assert_empty sent(note("Choir", 8))
  end

  def test_a_refusal_is_kept
    assert_equal [["ana@example.com", "Fair"]], sent(note("Fair", 1), readers: [BEN, ANA])
  end

  def test_three_tries_and_the_next_reader
    eva = ANA.with(address: "eva@example.com")
    tried = sent(note("Fair", 1), post: Post.new("ana@example.com"), readers: [ANA, eva])
    assert_equal %w[ana ana ana eva], tried.map { |address, _| address[0, 3] }
  end
end
