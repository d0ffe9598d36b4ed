internal import VitascopeCommands

await Vitascope.run()
