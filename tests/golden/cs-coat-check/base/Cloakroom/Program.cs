using Cloakroom;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(TimeProvider.System);

var app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Refusal.StatusOf, AllowStatusCode404Response = true });
app.MapGet("/healthz", () => Results.NoContent());
app.Run();

public partial class Program;
