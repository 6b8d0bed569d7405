using Cloakroom;
using Cloakroom.Coats;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Racks>();

var app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Refusal.StatusOf, AllowStatusCode404Response = true });
app.MapGet("/healthz", () => Results.NoContent());
app.MapPost("/coats", (Racks racks) =>
{
    var tag = racks.Hang();
    return Results.Created($"/coats/{tag.Number}", tag);
});
app.MapDelete("/coats/{number:int}", (int number, Racks racks) => racks.Take(number));
app.Run();

public partial class Program;
