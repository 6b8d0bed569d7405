require "sinatra"

post "/v1/answers" do
  status 201
end
