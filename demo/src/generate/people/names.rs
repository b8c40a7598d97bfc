//! Names of people who do not exist, put together from parts, in the scripts of many languages.

/// A part of a name: in its own script, and in Latin letters when those are others.
pub type Part = (&'static str, &'static str);

/// How the people of one language are called.
pub struct Locale {
    /// Language code.
    pub language: &'static str,
    /// So many in a thousand.
    pub share: u64,
    /// First names.
    pub given: &'static [Part],
    /// How a last name begins.
    pub stems: &'static [Part],
    /// How a last name ends.
    pub ends: &'static [Part],
    /// What stands before a last name.
    pub before: &'static [Part],
    /// How the names stand.
    pub shape: Shape,
}

/// How the names of a person stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// First name, last name.
    Western,
    /// First name and two last names.
    TwoLast,
    /// Last name and first name, without a blank.
    Joined,
    /// Last name, blank, first name.
    LastFirst,
}

/// Latin names alone.
macro_rules! latin {
    ($($name:literal)*) => { &[$(($name, "")),*] };
}

/// Nothing.
const NONE: &[Part] = &[("", "")];

/// All languages; their shares add up to a thousand.
pub const LOCALES: [Locale; 19] = [
    Locale {
        language: "en",
        share: 300,
        given: latin!("Robert" "Elizabeth" "Michael" "Margaret" "William" "Katherine" "Richard" "Susan" "Thomas" "Rebecca"
            "Christopher" "Jennifer" "Edward" "Deborah" "Anthony" "Victoria" "Benjamin" "Charlotte" "Daniel" "Patricia"
            "Samuel" "Josephine" "Matthew" "Penelope" "Nicholas" "Harriet" "Andrew" "Rosalind" "Stephen" "Bronwen"
            "Alexander" "Imogen" "Graham" "Philippa" "Oliver" "Beatrice" "Lawrence" "Gwendolyn" "Timothy" "Marianne"
            "Gareth" "Siobhan" "Duncan" "Fiona" "Rupert" "Hermione" "Clive" "Tamsin"),
        stems: latin!("Ash" "Black" "Brack" "Carr" "Cold" "Crow" "Dun" "Ever" "Fair" "Fen" "Gold" "Green" "Hal" "Haw" "Hazel"
            "High" "Hollo" "Kirk" "Lang" "Lyn" "Mar" "Mill" "Moor" "Nether" "North" "Oak" "Old" "Pen" "Plum" "Quar"
            "Raven" "Red" "Rock" "Rush" "Sand" "Shel" "Silver" "Stan" "Thorn" "Under" "Wain" "Whit" "Wil" "Win" "Wood"),
        ends: latin!("acre" "bank" "beck" "borne" "bridge" "brook" "bury" "by" "combe" "cote" "croft" "dale" "den" "field" "ford"
            "gate" "grave" "ham" "hurst" "land" "lea" "low" "marsh" "mere" "mont" "more" "ridge" "shaw" "smith" "stead"
            "ston" "thorpe" "thwaite" "ton" "tree" "wall" "ward" "well" "wick" "worth"),
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "de",
        share: 160,
        given: latin!("Jürgen" "Käthe" "Günther" "Katharina" "Wolfgang" "Susanne" "Friedrich" "Elisabeth" "Heinrich" "Margarete"
            "Maximilian" "Stefanie" "Ulrich" "Magdalena" "Matthias" "Brigitte" "Joachim" "Annegret" "Dietmar" "Waltraud"
            "Björn" "Heike" "Jörg" "Silke" "Lothar" "Renate" "Norbert" "Gudrun" "Torsten" "Irmgard"
            "Bernhard" "Sieglinde" "Hartmut" "Uta" "Volker" "Birgit" "Rüdiger" "Anke" "Sönke" "Frauke"),
        stems: latin!("Acker" "Bach" "Berg" "Birken" "Brück" "Buchen" "Eichen" "Eisen" "Falken" "Feld" "Fels" "Fuchs" "Grün"
            "Haber" "Hirsch" "Hohen" "Holz" "Kalt" "Kirch" "Klein" "König" "Krähen" "Lauter" "Linden" "Mühl" "Neu" "Ober"
            "Rosen" "Schön" "Schwarz" "Silber" "Sommer" "Stein" "Tannen" "Über" "Vogel" "Wald" "Weiden" "Weißen" "Winter"),
        ends: latin!("acher" "bauer" "bichler" "brand" "brenner" "bühl" "dorfer" "eder" "fels" "gärtner" "graber" "häuser" "hauer"
            "hofer" "huber" "jäger" "kamp" "lechner" "leitner" "mann" "meier" "müller" "rieder" "schmidt" "stätter" "thaler"
            "treu" "wagner" "wieser" "zeller"),
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "fr",
        share: 100,
        given: latin!("Thérèse" "Benoît" "Noémie" "Frédéric" "Véronique" "Étienne" "Geneviève" "Philippe" "Dominique" "Emmanuel"
            "Hélène" "Gaëlle" "Jérôme" "Mathilde" "Raphaël" "Solène" "Thibault" "Aurélie" "Bertrand" "Clémence"
            "Damien" "Éloïse" "Fabrice" "Ghislaine" "Honoré" "Isabelle" "Jocelyn" "Laëtitia" "Maxence" "Nadège"
            "Olivier" "Pascale" "Quentin" "Régine" "Sylvain" "Tiphaine" "Ulysse" "Virginie" "Yannick" "Zélie"),
        stems: latin!("Aubi" "Beau" "Bellan" "Bois" "Bouvi" "Carli" "Chante" "Char" "Clair" "Cour" "Dela" "Desro" "Dufau" "Fonte"
            "Gaill" "Garan" "Haute" "Jolli" "Lacom" "Lavau" "Mali" "Marti" "Monte" "Morvan" "Peyro" "Rouve" "Sauvi" "Tour"
            "Valla" "Verdi"),
        ends: latin!("bert" "beau" "chet" "court" "doux" "fort" "gnac" "guet" "lain" "lard" "leroy" "mont" "nard" "neau" "quet"
            "rand" "rieux" "ron" "siers" "taud" "tier" "trand" "vier" "ville" "zac"),
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "es",
        share: 90,
        given: latin!("José" "María" "Francisco" "Concepción" "Ignacio" "Guadalupe" "Joaquín" "Inmaculada" "Álvaro" "Rocío"
            "Gonzalo" "Begoña" "Íñigo" "Nuria" "Rafael" "Dolores" "Enrique" "Mercedes" "Agustín" "Pilar"
            "Sebastián" "Ximena" "Ramón" "Esperanza" "Tomás" "Lucía" "Valentín" "Amparo" "Matías" "Consuelo"
            "Héctor" "Remedios" "Óscar" "Asunción" "Germán" "Macarena" "Julián" "Soledad" "Andrés" "Milagros"),
        stems: latin!("Álvarez" "Peña" "Ibáñez" "Quiroga" "Navarro" "Escudero" "Montoya" "Villalba" "Carrasco" "Benítez" "Salvatierra"
            "Urrutia" "Goñi" "Zubiri" "Echeverría" "Ballester" "Figueroa" "Castellanos" "Arévalo" "Bermúdez" "Cárdenas"
            "Domínguez" "Estévez" "Fuentes" "Gallardo" "Herrera" "Iriarte" "Jurado" "Lozano" "Machado" "Nogales" "Ochoa"
            "Palacios" "Quintana" "Robledo" "Sandoval" "Tejada" "Valverde" "Yáñez" "Zamora" "Aguirre" "Barrios" "Cortés"
            "Delgado" "Encinas" "Ferrer" "Guerrero" "Hidalgo" "Izquierdo" "Jiménez" "Lamas" "Manzano" "Noriega" "Olmedo"
            "Pizarro" "Rosales" "Serrano" "Trujillo" "Vergara" "Zapata"),
        ends: NONE,
        before: NONE,
        shape: Shape::TwoLast,
    },
    Locale {
        language: "it",
        share: 70,
        given: latin!("Chiara" "Niccolò" "Giuseppe" "Francesca" "Vincenzo" "Antonella" "Lorenzo" "Samuele" "Salvatore" "Giovanna"
            "Alessandro" "Beatrice" "Cosimo" "Donatella" "Emanuele" "Fiorella" "Gabriele" "Ilaria" "Leonardo" "Margherita"
            "Nicolò" "Ornella" "Pasquale" "Raffaella" "Stefano" "Teresa" "Umberto" "Valentina" "Zeno" "Ginevra"
            "Dario" "Elisabetta" "Fabrizio" "Graziella" "Ivano" "Loredana" "Massimo" "Patrizia" "Riccardo" "Silvana"),
        stems: latin!("Bar" "Bell" "Bonf" "Bran" "Cald" "Camp" "Cas" "Cav" "Cerr" "Col" "Corv" "Dal" "Fab" "Ferr" "Font" "Gall"
            "Ghis" "Gran" "Lomb" "Mal" "Mant" "Mazz" "Mont" "Pag" "Pell" "Per" "Ross" "Salv" "Sant" "Sart" "Tabb" "Tor" "Ver"
            "Vill" "Zan"),
        ends: latin!("alli" "ani" "antini" "arelli" "asco" "azzi" "ecchi" "elloni" "erini" "etti" "icelli" "iglia" "one" "ucci"),
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "pl",
        share: 60,
        given: latin!("Małgorzata" "Tomasz" "Katarzyna" "Krzysztof" "Agnieszka" "Stanisław" "Joanna" "Jakub" "Elżbieta" "Łukasz"
            "Zofia" "Wojciech" "Barbara" "Grzegorz" "Bożena" "Zbigniew" "Grażyna" "Przemysław" "Dorota" "Mieczysław"
            "Halina" "Andrzej" "Iwona" "Paweł" "Jadwiga" "Marcin" "Krystyna" "Mateusz" "Lidia" "Sławomir"
            "Monika" "Bartosz" "Urszula" "Kazimierz" "Wanda" "Dariusz" "Renata" "Ryszard" "Sylwia" "Tadeusz"),
        stems: latin!("Bog" "Bor" "Brzez" "Chmiel" "Cieś" "Czar" "Dąbr" "Dobr" "Gał" "Głow" "Gór" "Grab" "Jabłoń" "Jan" "Jawor"
            "Kal" "Kamiń" "Klim" "Kos" "Kraw" "Krup" "Lew" "Lip" "Mal" "Mich" "Mod" "Niem" "Now" "Olsz" "Orł" "Ostr" "Pawł"
            "Piąt" "Pietr" "Rad" "Róż" "Rut" "Sad" "Sikor" "Sob" "Sokoł" "Staw" "Szym" "Święt" "Tar" "Urb" "Wierzb" "Wiśń"
            "Wróbl" "Zając"),
        ends: latin!("owski" "icki" "ewicz" "ak" "czyk" "iński" "ek" "owiak"),
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "nl",
        share: 50,
        given: latin!("Femke" "Joost" "Hanneke" "Willem" "Marieke" "Pieter" "Liesbeth" "Gerrit" "Annelies" "Hendrik"
            "Saskia" "Wouter" "Machteld" "Diederik" "Roos" "Maarten" "Jantine" "Sjoerd" "Tineke" "Bram"
            "Ilse" "Kees" "Carlijn" "Dirk" "Geertje" "Floris" "Heleen" "Jeroen" "Karin" "Lodewijk"
            "Mirjam" "Niels" "Paulien" "Ruud" "Sanne" "Teun" "Veerle" "Wietse" "Yvonne" "Zeger"),
        stems: latin!("Beek" "Berg" "Boer" "Bos" "Brink" "Broek" "Dam" "Dijk" "Donk" "Eik" "Gracht" "Haar" "Hoek" "Horst" "Kamp"
            "Kerk" "Laan" "Linde" "Maas" "Meer" "Molen" "Noord" "Oever" "Pol" "Riet" "Steen" "Veen" "Vliet" "Wal" "Zijl"),
        ends: latin!("" "huis" "man" "stra"),
        before: latin!("" "van der " "de " "van den "),
        shape: Shape::Western,
    },
    Locale {
        language: "sv",
        share: 40,
        given: latin!("Björn" "Åsa" "Göran" "Linnéa" "Håkan" "Märta" "Sören" "Ingrid" "Åke" "Solveig"
            "Torbjörn" "Gunilla" "Rasmus" "Ylva" "Mårten" "Kerstin" "Anders" "Frida" "Östen" "Malin"
            "Lennart" "Sigrid" "Jörgen" "Hedvig" "Ragnar" "Elin" "Kjell" "Birgitta" "Stellan" "Agneta"
            "Tobias" "Viveka" "Urban" "Lovisa" "Henrik" "Astrid" "Folke" "Greta" "Nils" "Tove"),
        stems: latin!("Alm" "Asp" "Berg" "Björk" "Blom" "Dahl" "Ek" "Fors" "Gran" "Grön" "Hag" "Hed" "Hjort" "Holm" "Häll" "Kvarn"
            "Lind" "Ljung" "Lund" "Mal" "Norr" "Ny" "Ros" "Sjö" "Sand" "Söder" "Sten" "Sund" "Väst" "Öster"),
        ends: latin!("berg" "blad" "borg" "bäck" "dahl" "ell" "feldt" "fors" "gren" "holm" "kvist" "lund" "löf" "man" "mark" "qvist"
            "sson" "strand" "ström" "vall"),
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "uk",
        share: 40,
        given: &[
            ("Олександр", "Oleksandr"), ("Ольга", "Olha"), ("Андрій", "Andrii"), ("Катерина", "Kateryna"), ("Володимир", "Volodymyr"),
            ("Юлія", "Yuliia"), ("Сергій", "Serhii"), ("Наталія", "Nataliia"), ("Михайло", "Mykhailo"), ("Оксана", "Oksana"),
            ("Тарас", "Taras"), ("Ірина", "Iryna"), ("Богдан", "Bohdan"), ("Людмила", "Liudmyla"), ("Василь", "Vasyl"),
            ("Марія", "Mariia"), ("Ярослав", "Yaroslav"), ("Світлана", "Svitlana"), ("Дмитро", "Dmytro"), ("Галина", "Halyna"),
            ("Петро", "Petro"), ("Надія", "Nadiia"), ("Роман", "Roman"), ("Соломія", "Solomiia"), ("Ігор", "Ihor"),
            ("Тетяна", "Tetiana"), ("Віктор", "Viktor"), ("Лариса", "Larysa"), ("Микола", "Mykola"), ("Зоряна", "Zoriana"),
            ("Остап", "Ostap"), ("Віра", "Vira"), ("Павло", "Pavlo"), ("Христина", "Khrystyna"), ("Степан", "Stepan"),
            ("Дарина", "Daryna"), ("Євген", "Yevhen"), ("Лілія", "Liliia"), ("Мирослав", "Myroslav"), ("Поліна", "Polina"),
        ],
        stems: &[
            ("Бондар", "Bondar"), ("Гнат", "Hnat"), ("Левч", "Levch"), ("Шевч", "Shevch"), ("Мельн", "Meln"), ("Ткач", "Tkach"),
            ("Кравч", "Kravch"), ("Лис", "Lys"), ("Гонч", "Honch"), ("Зінч", "Zinch"), ("Дорош", "Dorosh"), ("Яким", "Yakym"),
            ("Панас", "Panas"), ("Кири", "Kyry"), ("Демч", "Demch"), ("Федор", "Fedor"), ("Стець", "Stets"), ("Прок", "Prok"),
            ("Мартин", "Martyn"), ("Остап", "Ostap"), ("Хом", "Khom"), ("Руден", "Ruden"), ("Юрч", "Yurch"), ("Волош", "Volosh"),
            ("Сав", "Sav"), ("Гриц", "Hryts"), ("Ярем", "Yarem"), ("Чорн", "Chorn"), ("Білоус", "Bilous"), ("Макар", "Makar"),
            ("Кост", "Kost"), ("Роман", "Roman"), ("Дзюб", "Dziub"), ("Палам", "Palam"), ("Зах", "Zakh"), ("Тимош", "Tymosh"),
            ("Антон", "Anton"), ("Вас", "Vas"), ("Лук", "Luk"), ("Назар", "Nazar"),
        ],
        ends: &[
            ("енко", "enko"), ("ук", "uk"), ("ів", "iv"), ("овський", "ovskyi"), ("ишин", "yshyn"), ("ак", "ak"), ("чак", "chak"),
        ],
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "el",
        share: 20,
        given: &[
            ("Παναγιώτης", "Panagiotis"), ("Ελένη", "Eleni"), ("Γεώργιος", "Georgios"), ("Δέσποινα", "Despina"),
            ("Κωνσταντίνος", "Konstantinos"), ("Αικατερίνη", "Aikaterini"), ("Δημήτριος", "Dimitrios"), ("Βασιλική", "Vasiliki"),
            ("Νικόλαος", "Nikolaos"), ("Γεωργία", "Georgia"), ("Ιωάννης", "Ioannis"), ("Παρασκευή", "Paraskevi"),
            ("Σπυρίδων", "Spyridon"), ("Ευαγγελία", "Evangelia"), ("Χρήστος", "Christos"), ("Φωτεινή", "Fotini"),
            ("Αθανάσιος", "Athanasios"), ("Σταυρούλα", "Stavroula"), ("Μιχαήλ", "Michail"), ("Ειρήνη", "Irini"),
            ("Στέφανος", "Stefanos"), ("Θεοδώρα", "Theodora"), ("Αντώνιος", "Antonios"), ("Ζωή", "Zoi"),
            ("Λεωνίδας", "Leonidas"), ("Καλλιόπη", "Kalliopi"), ("Ηλίας", "Ilias"), ("Μαγδαληνή", "Magdalini"),
            ("Ορέστης", "Orestis"), ("Ισμήνη", "Ismini"),
        ],
        stems: &[
            ("Σταματ", "Stamat"), ("Καρρ", "Karr"), ("Παπαδ", "Papad"), ("Λεμον", "Lemon"), ("Αναγνωστ", "Anagnost"),
            ("Βλαχ", "Vlach"), ("Γιαννακ", "Giannak"), ("Δημητρακ", "Dimitrak"), ("Ζαχαρ", "Zachar"), ("Καλογερ", "Kaloger"),
            ("Λαμπρ", "Lampr"), ("Μαυρ", "Mavr"), ("Νικολ", "Nikol"), ("Οικονομ", "Oikonom"), ("Πετρ", "Petr"), ("Ραπτ", "Rapt"),
            ("Σαββ", "Savv"), ("Τριαντ", "Triant"), ("Φραγκ", "Frangk"), ("Χατζ", "Chatz"), ("Αλεξ", "Alex"), ("Βασιλ", "Vasil"),
            ("Γρηγορ", "Grigor"), ("Ευσταθ", "Efstath"), ("Κατσαρ", "Katsar"), ("Μελετ", "Melet"), ("Ξενακ", "Xenak"),
            ("Πολυχρον", "Polychron"), ("Στεργ", "Sterg"), ("Θεοχαρ", "Theochar"),
        ],
        ends: &[
            ("ίδης", "idis"), ("όπουλος", "opoulos"), ("άκης", "akis"), ("ίου", "iou"), ("άς", "as"), ("έλλης", "ellis"),
        ],
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "ar",
        share: 10,
        given: &[
            ("سمير", "Samir"), ("ليلى", "Layla"), ("خالد", "Khalid"), ("فاطمة", "Fatima"), ("يوسف", "Yusuf"), ("مريم", "Maryam"),
            ("حسن", "Hasan"), ("زينب", "Zaynab"), ("طارق", "Tariq"), ("نور", "Nur"), ("كريم", "Karim"), ("سلمى", "Salma"),
            ("عمر", "Umar"), ("هدى", "Huda"), ("بلال", "Bilal"), ("رانيا", "Raniya"), ("ماجد", "Majid"), ("دينا", "Dina"),
            ("وليد", "Walid"), ("سارة", "Sara"), ("فارس", "Faris"), ("أمل", "Amal"), ("نبيل", "Nabil"), ("ريم", "Rim"),
            ("جمال", "Jamal"), ("منى", "Muna"), ("رشيد", "Rashid"), ("هناء", "Hana"), ("صالح", "Salih"), ("لمياء", "Lamya"),
            ("محمود", "Mahmud"), ("إيمان", "Iman"), ("داود", "Dawud"), ("سعاد", "Suad"), ("حمزة", "Hamza"), ("نادية", "Nadiya"),
            ("إبراهيم", "Ibrahim"), ("شيماء", "Shayma"), ("مصطفى", "Mustafa"), ("بسمة", "Basma"),
        ],
        stems: &[
            ("الخالدي", "al-Khalidi"), ("النجار", "al-Najjar"), ("الحداد", "al-Haddad"), ("المصري", "al-Masri"),
            ("الشامي", "al-Shami"), ("البغدادي", "al-Baghdadi"), ("العمري", "al-Umari"), ("الفارسي", "al-Farisi"),
            ("التميمي", "al-Tamimi"), ("القاسمي", "al-Qasimi"), ("الزهراني", "al-Zahrani"), ("المالكي", "al-Maliki"),
            ("الحسيني", "al-Husayni"), ("الصباغ", "al-Sabbagh"), ("الخطيب", "al-Khatib"), ("الراشد", "al-Rashid"),
            ("السالم", "al-Salim"), ("الكندي", "al-Kindi"), ("الجابري", "al-Jabiri"), ("الهاشمي", "al-Hashimi"),
            ("منصور", "Mansur"), ("توفيق", "Tawfiq"), ("حمدان", "Hamdan"), ("سليمان", "Sulayman"), ("شاهين", "Shahin"),
            ("عثمان", "Uthman"), ("غانم", "Ghanim"), ("قاسم", "Qasim"), ("كنعان", "Kanan"), ("مراد", "Murad"), ("ناصر", "Nasir"),
            ("هارون", "Harun"), ("ياسين", "Yasin"), ("بشير", "Bashir"), ("جبران", "Jubran"), ("درويش", "Darwish"),
            ("رمضان", "Ramadan"), ("زيدان", "Zaydan"), ("طالب", "Talib"), ("فرحات", "Farhat"), ("الدباغ", "al-Dabbagh"),
            ("السقا", "al-Saqqa"), ("العطار", "al-Attar"), ("الغزالي", "al-Ghazali"), ("الفاخوري", "al-Fakhuri"),
            ("القزويني", "al-Qazwini"), ("الكاتب", "al-Katib"), ("اللبان", "al-Labban"), ("المرابط", "al-Murabit"),
            ("النابلسي", "al-Nabulusi"), ("الهلالي", "al-Hilali"), ("الوزان", "al-Wazzan"), ("اليمني", "al-Yamani"),
            ("البناء", "al-Banna"), ("الجزار", "al-Jazzar"), ("الحلبي", "al-Halabi"), ("الدمشقي", "al-Dimashqi"),
            ("الرفاعي", "al-Rifai"), ("الزيات", "al-Zayyat"), ("السمان", "al-Samman"), ("الطحان", "al-Tahhan"),
            ("الشريف", "al-Sharif"), ("الصايغ", "al-Sayigh"),
        ],
        ends: NONE,
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "he",
        share: 10,
        given: &[
            ("יעל", "Yael"), ("אורי", "Uri"), ("שירה", "Shira"), ("יוסף", "Yosef"), ("נועה", "Noa"), ("אברהם", "Avraham"),
            ("תמר", "Tamar"), ("דוד", "David"), ("רחל", "Rachel"), ("משה", "Moshe"), ("מיכל", "Michal"), ("יונתן", "Yonatan"),
            ("אסתר", "Ester"), ("גדעון", "Gideon"), ("נעמי", "Naomi"), ("שמעון", "Shimon"), ("הדס", "Hadas"), ("אליהו", "Eliyahu"),
            ("רבקה", "Rivka"), ("בנימין", "Binyamin"), ("דליה", "Dalia"), ("איתן", "Eitan"), ("גלית", "Galit"), ("נמרוד", "Nimrod"),
            ("סיגל", "Sigal"), ("עמית", "Amit"), ("ציפורה", "Tzipora"), ("רונן", "Ronen"), ("שולמית", "Shulamit"), ("תומר", "Tomer"),
        ],
        stems: &[
            ("ברק", "Barak"), ("שגב", "Segev"), ("כהן", "Kohen"), ("לוי", "Levi"), ("מזרחי", "Mizrachi"), ("פרידמן", "Fridman"),
            ("אברמוביץ", "Abramovitz"), ("בן־ארי", "Ben-Ari"), ("גולדברג", "Goldberg"), ("דיין", "Dayan"), ("הררי", "Harari"),
            ("וייס", "Weiss"), ("זהבי", "Zehavi"), ("חדד", "Hadad"), ("טל", "Tal"), ("יפה", "Yafe"), ("כרמי", "Karmi"),
            ("לביא", "Lavi"), ("מלמד", "Melamed"), ("נחמני", "Nachmani"), ("סלע", "Sela"), ("עמר", "Amar"), ("פלד", "Peled"),
            ("צור", "Tzur"), ("קפלן", "Kaplan"), ("רוזן", "Rozen"), ("שטרן", "Shtern"), ("תבור", "Tavor"), ("אלקיים", "Elkayam"),
            ("ביטון", "Biton"), ("גבאי", "Gabay"), ("דרורי", "Drori"), ("הלוי", "Halevi"), ("ורדי", "Vardi"), ("זילבר", "Zilber"),
            ("חזן", "Hazan"), ("טננבאום", "Tenenbaum"), ("ירדני", "Yardeni"), ("כץ", "Katz"), ("לנדאו", "Landau"),
            ("מנדלבאום", "Mandelbaum"), ("נבון", "Navon"), ("סגל", "Segal"), ("עדני", "Adani"), ("פינטו", "Pinto"),
            ("צדוק", "Tzadok"), ("קליין", "Klein"), ("רביבו", "Revivo"), ("שמש", "Shemesh"), ("תמיר", "Tamir"),
            ("אשכנזי", "Ashkenazi"), ("בוזגלו", "Buzaglo"), ("גרינברג", "Grinberg"), ("דהן", "Dahan"), ("הורוביץ", "Horovitz"),
            ("וקנין", "Vaknin"), ("זיו", "Ziv"), ("חורי", "Houri"), ("טופז", "Topaz"), ("יצחקי", "Yitzhaki"), ("כנען", "Knaan"),
            ("לחמי", "Lachmi"), ("מור", "Mor"), ("נגר", "Nagar"), ("סופר", "Sofer"), ("עוז", "Oz"), ("פרץ", "Peretz"),
            ("צרפתי", "Tzarfati"), ("קורן", "Koren"), ("רבין", "Rabin"), ("שקד", "Shaked"), ("תורג׳מן", "Turgeman"),
            ("אוחנה", "Ohana"), ("בלום", "Blum"), ("גולן", "Golan"), ("דנינו", "Danino"), ("הראל", "Harel"), ("וולף", "Volf"),
            ("זמיר", "Zamir"), ("חביב", "Haviv"), ("טייב", "Tayeb"), ("ימין", "Yamin"), ("כספי", "Kaspi"), ("לרנר", "Lerner"),
        ],
        ends: NONE,
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "zh",
        share: 15,
        given: &[
            ("静", "Jing"), ("磊", "Lei"), ("伟", "Wei"), ("芳", "Fang"), ("丽", "Li"), ("强", "Qiang"), ("军", "Jun"), ("洋", "Yang"),
            ("艳", "Yan"), ("勇", "Yong"), ("杰", "Jie"), ("娟", "Juan"), ("涛", "Tao"), ("明", "Ming"), ("超", "Chao"), ("霞", "Xia"),
            ("平", "Ping"), ("刚", "Gang"), ("桂", "Gui"), ("英", "Ying"), ("华", "Hua"), ("慧", "Hui"), ("建", "Jian"), ("玉", "Yu"),
            ("文", "Wen"), ("红", "Hong"), ("春", "Chun"), ("海", "Hai"), ("志", "Zhi"), ("梅", "Mei"),
        ],
        stems: &[
            ("陈", "Chen"), ("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("杨", "Yang"), ("黄", "Huang"), ("赵", "Zhao"),
            ("吴", "Wu"), ("周", "Zhou"), ("徐", "Xu"), ("孙", "Sun"), ("马", "Ma"), ("朱", "Zhu"), ("胡", "Hu"), ("郭", "Guo"),
            ("何", "He"), ("林", "Lin"), ("罗", "Luo"), ("高", "Gao"), ("郑", "Zheng"), ("梁", "Liang"), ("谢", "Xie"), ("宋", "Song"),
            ("唐", "Tang"), ("许", "Xu"), ("邓", "Deng"), ("韩", "Han"), ("冯", "Feng"), ("曹", "Cao"),
        ],
        ends: NONE,
        before: NONE,
        shape: Shape::Joined,
    },
    Locale {
        language: "ja",
        share: 10,
        given: &[
            ("さくら", "Sakura"), ("けんいち", "Kenichi"), ("ゆうこ", "Yuko"), ("たかし", "Takashi"), ("みちこ", "Michiko"),
            ("ひろし", "Hiroshi"), ("あやか", "Ayaka"), ("だいすけ", "Daisuke"), ("まゆみ", "Mayumi"), ("かずお", "Kazuo"),
            ("なおこ", "Naoko"), ("しんや", "Shinya"), ("えみこ", "Emiko"), ("てつや", "Tetsuya"), ("くみこ", "Kumiko"),
            ("まさと", "Masato"), ("りえ", "Rie"), ("のぶお", "Nobuo"), ("ちえこ", "Chieko"), ("よしひろ", "Yoshihiro"),
        ],
        stems: &[
            ("ほり", "Hori"), ("やま", "Yama"), ("なか", "Naka"), ("たか", "Taka"), ("みず", "Mizu"), ("いし", "Ishi"), ("かわ", "Kawa"),
            ("きた", "Kita"), ("にし", "Nishi"), ("みなみ", "Minami"), ("まつ", "Matsu"), ("たけ", "Take"), ("うめ", "Ume"),
            ("すぎ", "Sugi"), ("ふじ", "Fuji"), ("さか", "Saka"),
        ],
        ends: &[
            ("うち", "uchi"), ("もと", "moto"), ("むら", "mura"), ("かわ", "kawa"), ("の", "no"), ("はら", "hara"), ("しま", "shima"),
            ("さき", "saki"), ("おか", "oka"),
        ],
        before: NONE,
        shape: Shape::LastFirst,
    },
    Locale {
        language: "ko",
        share: 10,
        given: &[
            ("서연", "Seoyeon"), ("민준", "Minjun"), ("지우", "Jiu"), ("하준", "Hajun"), ("수빈", "Subin"), ("도윤", "Doyun"),
            ("은서", "Eunseo"), ("현우", "Hyeonu"), ("지민", "Jimin"), ("성호", "Seongho"), ("유진", "Yujin"), ("동현", "Donghyeon"),
            ("미경", "Migyeong"), ("상훈", "Sanghun"), ("영희", "Yeonghui"), ("준호", "Junho"), ("소영", "Soyeong"), ("태형", "Taehyeong"),
            ("혜진", "Hyejin"), ("재석", "Jaeseok"), ("나리", "Nari"), ("광수", "Gwangsu"), ("보람", "Boram"), ("경민", "Gyeongmin"),
            ("다은", "Daeun"), ("형식", "Hyeongsik"), ("초롱", "Chorong"), ("기태", "Gitae"), ("봄", "Bom"), ("철수", "Cheolsu"),
        ],
        stems: &[
            ("김", "Gim"), ("이", "I"), ("박", "Bak"), ("최", "Choe"), ("정", "Jeong"), ("강", "Gang"), ("조", "Jo"), ("윤", "Yun"),
            ("장", "Jang"), ("임", "Im"), ("한", "Han"), ("오", "O"), ("서", "Seo"), ("신", "Sin"), ("권", "Gwon"), ("황", "Hwang"),
            ("안", "An"), ("송", "Song"), ("류", "Ryu"), ("홍", "Hong"), ("전", "Jeon"), ("고", "Go"), ("문", "Mun"), ("손", "Son"),
            ("양", "Yang"), ("배", "Bae"), ("백", "Baek"), ("허", "Heo"), ("남", "Nam"), ("심", "Sim"),
        ],
        ends: NONE,
        before: NONE,
        shape: Shape::Joined,
    },
    Locale {
        language: "hi",
        share: 5,
        given: &[
            ("प्रिया", "Priya"), ("राजेश", "Rajesh"), ("अनिता", "Anita"), ("विक्रम", "Vikram"), ("सुनीता", "Sunita"), ("अमित", "Amit"),
            ("कविता", "Kavita"), ("संजय", "Sanjay"), ("मीना", "Mina"), ("अरुण", "Arun"), ("नेहा", "Neha"), ("दीपक", "Dipak"),
            ("पूजा", "Puja"), ("मनोज", "Manoj"), ("रेखा", "Rekha"), ("सुरेश", "Suresh"), ("गीता", "Gita"), ("अजय", "Ajay"),
            ("लता", "Lata"), ("विनोद", "Vinod"), ("उषा", "Usha"), ("रवि", "Ravi"), ("शोभा", "Shobha"), ("मोहन", "Mohan"),
        ],
        stems: &[
            ("रमन", "Raman"), ("शर्मा", "Sharma"), ("पटेल", "Patel"), ("गुप्ता", "Gupta"), ("वर्मा", "Varma"), ("जोशी", "Joshi"),
            ("मेहता", "Mehta"), ("नायर", "Nayar"), ("कपूर", "Kapur"), ("मिश्रा", "Mishra"), ("यादव", "Yadav"), ("चौहान", "Chauhan"),
            ("देसाई", "Desai"), ("कुलकर्णी", "Kulkarni"), ("भट्ट", "Bhatt"), ("सिन्हा", "Sinha"), ("त्रिपाठी", "Tripathi"),
            ("अय्यर", "Ayyar"), ("बोस", "Bos"), ("दास", "Das"), ("घोष", "Ghosh"), ("मल्होत्रा", "Malhotra"), ("सक्सेना", "Saksena"),
            ("पाण्डेय", "Pandey"), ("रेड्डी", "Reddi"), ("कुमार", "Kumar"), ("सिंह", "Sinh"), ("चन्द्र", "Chandra"), ("मेनन", "Menan"),
            ("ठाकुर", "Thakur"), ("राठौर", "Rathaur"), ("बनर्जी", "Banarji"), ("सेठ", "Seth"), ("गोयल", "Goyal"), ("शुक्ला", "Shukla"),
            ("तिवारी", "Tivari"), ("दुबे", "Dube"), ("जैन", "Jain"), ("खान", "Khan"), ("मुखर्जी", "Mukharji"), ("नाथ", "Nath"),
            ("प्रसाद", "Prasad"), ("सोनी", "Soni"), ("वाघ", "Vagh"), ("कदम", "Kadam"), ("पवार", "Pavar"), ("मोरे", "More"),
            ("शाह", "Shah"), ("लाल", "Lal"), ("बाजपेयी", "Bajpeyi"), ("चक्रवर्ती", "Chakravarti"), ("अग्रवाल", "Agraval"),
            ("भाटिया", "Bhatiya"),
        ],
        ends: NONE,
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "th",
        share: 3,
        given: &[
            ("สมชาย", "Somchai"), ("มานี", "Mani"), ("ประเสริฐ", "Prasoet"), ("กานดา", "Kanda"), ("วิชัย", "Wichai"), ("สุดา", "Suda"),
            ("อนันต์", "Anan"), ("รัตนา", "Rattana"), ("ธนา", "Thana"), ("นภา", "Napha"), ("บุญมี", "Bunmi"), ("จินดา", "Chinda"),
            ("ปรีชา", "Pricha"), ("มาลี", "Mali"), ("สุริยา", "Suriya"), ("วันดี", "Wandi"), ("ชาติชาย", "Chatchai"), ("ดารา", "Dara"),
            ("กมล", "Kamon"), ("พิมพา", "Phimpha"),
        ],
        stems: &[
            ("สุขใจ", "Sukchai"), ("ใจดี", "Chaidi"), ("ทองดี", "Thongdi"), ("แก้วมณี", "Kaeomani"), ("วงศ์ดี", "Wongdi"),
            ("มีสุข", "Misuk"), ("จันทรา", "Chanthra"), ("บุญมา", "Bunma"), ("ศรีสุข", "Sisuk"), ("พันธุ์ดี", "Phandi"),
            ("รักไทย", "Rakthai"), ("ชัยมงคล", "Chaimongkhon"), ("นาคดี", "Nakdi"), ("เพชรงาม", "Phetngam"), ("ดวงใจ", "Duangchai"),
            ("กล้าหาญ", "Klahan"), ("สายทอง", "Saithong"), ("อินทร์แก้ว", "Inkaeo"), ("ปานทอง", "Panthong"), ("ทองคำ", "Thongkham"),
            ("ศรีทอง", "Sithong"), ("บัวงาม", "Buangam"), ("มั่นคง", "Mankhong"), ("พรมมา", "Phromma"), ("คำดี", "Khamdi"),
            ("สีดา", "Sida"), ("ไชยา", "Chaiya"), ("นาวา", "Nawa"), ("ธารา", "Thara"), ("ภูผา", "Phupha"), ("วารี", "Wari"),
            ("โพธิ์ทอง", "Phothong"), ("ลำดวน", "Lamduan"), ("มะลิ", "Mali"), ("จำปา", "Champa"), ("ราตรี", "Ratri"), ("อรุณ", "Arun"),
            ("สนธยา", "Sonthaya"), ("เมฆา", "Mekha"),
        ],
        ends: NONE,
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "ka",
        share: 4,
        given: &[
            ("რუსუდან", "Rusudan"), ("გიორგი", "Giorgi"), ("ნინო", "Nino"), ("დავით", "Davit"), ("თამარ", "Tamar"), ("ლევან", "Levan"),
            ("მანანა", "Manana"), ("ზურაბ", "Zurab"), ("ეკატერინე", "Ekaterine"), ("ირაკლი", "Irakli"), ("ქეთევან", "Ketevan"),
            ("შოთა", "Shota"), ("ლალი", "Lali"), ("ბესიკ", "Besik"), ("მაია", "Maia"), ("ვახტანგ", "Vakhtang"), ("ნათია", "Natia"),
            ("თორნიკე", "Tornike"), ("სოფიო", "Sopio"), ("გელა", "Gela"),
        ],
        stems: &[
            ("ბერ", "Ber"), ("კაპან", "Kapan"), ("ჯავახ", "Javakh"), ("მეგრელ", "Megrel"), ("ლომ", "Lom"), ("გელა", "Gela"),
            ("მჭედ", "Mched"), ("ხარა", "Khara"), ("დვალ", "Dval"), ("ნოზა", "Noza"), ("კვარა", "Kvara"), ("თოდ", "Tod"),
            ("აბა", "Aba"), ("ცინცა", "Tsintsa"), ("ფერა", "Pera"), ("შენგე", "Shenge"), ("გოგო", "Gogo"), ("მაისურა", "Maisura"),
            ("ბოლქვა", "Bolkva"), ("ჩხე", "Chkhe"), ("დოლ", "Dol"), ("ზაუტა", "Zauta"), ("ელია", "Elia"), ("ვარდო", "Vardo"),
            ("სულა", "Sula"),
        ],
        ends: &[("იძე", "idze"), ("შვილი", "shvili"), ("ავა", "ava")],
        before: NONE,
        shape: Shape::Western,
    },
    Locale {
        language: "hy",
        share: 3,
        given: &[
            ("Գայանե", "Gayane"), ("Հովհաննես", "Hovhannes"), ("Անահիտ", "Anahit"), ("Արամ", "Aram"), ("Նարինե", "Narine"),
            ("Տիգրան", "Tigran"), ("Լուսինե", "Lusine"), ("Վարդան", "Vardan"), ("Սիրանուշ", "Siranush"), ("Արմեն", "Armen"),
            ("Մարիամ", "Mariam"), ("Գագիկ", "Gagik"), ("Շուշան", "Shushan"), ("Ռուբեն", "Ruben"), ("Արփինե", "Arpine"),
            ("Սարգիս", "Sargis"), ("Զարուհի", "Zaruhi"), ("Դավիթ", "Davit"), ("Հասմիկ", "Hasmik"), ("Կարեն", "Karen"),
        ],
        stems: &[
            ("Մկրտչ", "Mkrtch"), ("Արամ", "Aram"), ("Պետրոս", "Petros"), ("Հակոբ", "Hakob"), ("Գրիգոր", "Grigor"), ("Սարգս", "Sargs"),
            ("Խաչատր", "Khachatr"), ("Վարդան", "Vardan"), ("Ստեփան", "Stepan"), ("Մարտիրոս", "Martiros"), ("Ավետիս", "Avetis"),
            ("Բաղդասար", "Baghdasar"), ("Դանիել", "Daniel"), ("Եղիազար", "Yeghiazar"), ("Զաքար", "Zakar"), ("Թորոս", "Toros"),
            ("Իսահակ", "Isahak"), ("Կիրակոս", "Kirakos"), ("Ղազար", "Ghazar"), ("Մանուկ", "Manuk"), ("Ներսիս", "Nersis"),
            ("Օհան", "Ohan"), ("Պողոս", "Poghos"), ("Ռուստամ", "Rustam"), ("Սիմոն", "Simon"), ("Տեր-Սահակ", "Ter-Sahak"),
            ("Փիրում", "Pirum"), ("Քալանթար", "Kalantar"), ("Ասատր", "Asatr"), ("Բաբաջան", "Babajan"), ("Գևորգ", "Gevorg"),
            ("Դավթ", "Davt"), ("Եսայ", "Yesay"), ("Թադևոս", "Tadevos"), ("Հարություն", "Harutyun"), ("Մելքոն", "Melkon"),
            ("Նազար", "Nazar"), ("Սուքիաս", "Sukias"),
        ],
        ends: &[("յան", "yan")],
        before: NONE,
        shape: Shape::Western,
    },
];

/// Familiar forms of first names that occur here.
pub const FAMILIAR: [(&str, &str); 36] = [
    ("Robert", "Bob"), ("Elizabeth", "Liz"), ("Michael", "Mike"), ("Margaret", "Peggy"), ("William", "Bill"), ("Katherine", "Kate"),
    ("Richard", "Dick"), ("Susan", "Sue"), ("Thomas", "Tom"), ("Rebecca", "Becky"), ("Christopher", "Chris"), ("Jennifer", "Jenny"),
    ("Edward", "Ted"), ("Deborah", "Debbie"), ("Anthony", "Tony"), ("Victoria", "Vicky"), ("Benjamin", "Ben"), ("Daniel", "Danny"),
    ("Patricia", "Trish"), ("Samuel", "Sam"), ("Josephine", "Josie"), ("Penelope", "Penny"), ("Nicholas", "Nick"), ("Alexander", "Sandy"),
    ("Friedrich", "Fritz"), ("Katharina", "Kathi"), ("Maximilian", "Max"), ("Ulrich", "Uli"), ("Małgorzata", "Gosia"),
    ("Katarzyna", "Kasia"), ("Francisco", "Paco"), ("Ignacio", "Nacho"), ("Giuseppe", "Beppe"), ("Vincenzo", "Enzo"),
    ("Oleksandr", "Sasha"), ("Panagiotis", "Takis"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        assert_eq!(LOCALES.iter().map(|locale| locale.share).sum::<u64>(), 1_000);
    }

    #[test]
    fn there_are_names_enough_for_a_quarter_of_a_million() {
        for locale in &LOCALES {
            assert!(super::super::names_of(locale) >= locale.share * 250, "{}", locale.language);
        }
    }
}
