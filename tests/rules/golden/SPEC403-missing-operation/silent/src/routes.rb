require "sinatra"

post "/v1/answers" do
  status 201
end

get "/v1/answers/:id" do
  "Answer #{params[:id]}"
end
