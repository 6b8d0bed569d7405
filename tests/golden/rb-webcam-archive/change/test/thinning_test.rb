# frozen_string_literal: true

require "minitest/autorun"
require "tmpdir"
require_relative "../lib/hillcam/thinning"

class ThinningTest < Minitest::Test
  def left(*names)
    Dir.mktmpdir do |folder|
      names.each { |name| File.write(File.join(folder, name), "") }
      Hillcam::Thinning.new(folder).run(Time.utc(2026, 8, 31, 9))
      Dir.children(folder).sort
    end
  end

  def test_old_pictures_go_except_at_noon
    names = %w[20260801-1200.jpg 20260801-1210.jpg 20260817-0850.jpg 20260817-0900.jpg 20260818-1000.jpg]
    assert_equal %w[20260801-1200.jpg 20260817-0900.jpg 20260818-1000.jpg], left(*names)
  end

  def test_other_files_stay
    assert_equal %w[20260801-1210.jpg.txt notes.txt], left("notes.txt", "20260801-1210.jpg.txt")
  end
end
