// Shows this server's own document, and asks no other host for anything: no fonts, no telemetry, no assistant.
Scalar.createApiReference('#api', {
  url: '/openapi.json',
  telemetry: false,
  withDefaultFonts: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
})
