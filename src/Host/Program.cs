using Tidewaiter.Host;

return Modules.All.Modules.Count > 0 ? 0 : 1;
