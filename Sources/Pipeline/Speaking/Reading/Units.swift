/// Units of measure as they are written and said.
enum Units {
    /// One unit's names.
    struct Name {
        /// After exactly one.
        let one: String
        /// After any other number.
        let many: String
    }

    /// A unit's names by its sign, which is told apart by case ("MW", "mW").
    static func named(_ sign: some StringProtocol) -> Name? {
        if let name = table[String(sign)] { return name }
        // "km/h" and its like: two units with "per" between.
        let parts = sign.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let top = table[String(parts[0])], let bottom = perNames[String(parts[1])] else {
            return nil
        }
        return Name(one: "\(top.one) per \(bottom)", many: "\(top.many) per \(bottom)")
    }

    /// Signs that are also words or letters and so are units only when they touch a number ("5m", but "in").
    static let touchingOnly: Set<String> = [
        "m", "s", "h", "g", "t", "in", "A", "V", "W", "K", "B", "C", "F", "l", "L", "d", "N", "J", "T",
    ]

    private static let perNames = [
        "h": "hour", "hr": "hour", "s": "second", "sec": "second", "min": "minute", "day": "day", "d": "day",
        "week": "week", "month": "month", "year": "year", "yr": "year", "kg": "kilogram", "g": "gram", "l": "liter",
        "L": "liter", "m²": "square meter", "m2": "square meter", "m³": "cubic meter", "m3": "cubic meter",
        "km": "kilometer", "mi": "mile", "person": "person",
    ]

    private static let table: [String: Name] = {
        var table: [String: Name] = [:]
        for line in plain.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map { String($0) }
            let names = parts[1].split(separator: "|").map { String($0) }
            table[parts[0]] = Name(one: names[0], many: names.count > 1 ? names[1] : names[0] + "s")
        }
        return table
    }()

    private static let plain = """
        m meter
        km kilometer
        cm centimeter
        mm millimeter
        µm micrometer
        nm nanometer
        mi mile
        yd yard
        ft foot|feet
        in inch|inches
        ha hectare
        m² square meter
        km² square kilometer
        cm² square centimeter
        m2 square meter
        km2 square kilometer
        m³ cubic meter
        km³ cubic kilometer
        cm³ cubic centimeter
        m3 cubic meter
        cc cubic centimeter
        l liter
        L liter
        ml milliliter
        mL milliliter
        g gram
        kg kilogram
        mg milligram
        µg microgram
        t ton
        lb pound
        lbs pound
        oz ounce
        s second
        sec second
        secs second
        min minute
        mins minute
        h hour
        hr hour
        hrs hour
        ms millisecond
        µs microsecond
        ns nanosecond
        Hz hertz|hertz
        kHz kilohertz|kilohertz
        MHz megahertz|megahertz
        GHz gigahertz|gigahertz
        B byte
        KB kilobyte
        kB kilobyte
        MB megabyte
        GB gigabyte
        TB terabyte
        PB petabyte
        Mbps megabit per second|megabits per second
        Gbps gigabit per second|gigabits per second
        kbps kilobit per second|kilobits per second
        mph mile per hour|miles per hour
        kph kilometer per hour|kilometers per hour
        kmh kilometer per hour|kilometers per hour
        fps frame per second|frames per second
        rpm revolution per minute|revolutions per minute
        bpm beat per minute|beats per minute
        V volt
        kV kilovolt
        A amp
        mAh milliamp hour
        W watt
        kW kilowatt
        MW megawatt
        GW gigawatt
        TW terawatt
        kWh kilowatt hour
        MWh megawatt hour
        GWh gigawatt hour
        TWh terawatt hour
        J joule
        kJ kilojoule
        kcal kilocalorie
        cal calorie
        N newton
        Pa pascal
        hPa hectopascal
        kPa kilopascal
        psi pound per square inch|pounds per square inch
        dB decibel
        K kelvin|kelvin
        °C degree Celsius|degrees Celsius
        °F degree Fahrenheit|degrees Fahrenheit
        °K degree kelvin|degrees kelvin
        ° degree
        % percent|percent
        ‰ per mille|per mille
        pct percent|percent
        px pixel
        pt point
        MP megapixel
        ly light year
        d day
        sq square|square
        """
}
