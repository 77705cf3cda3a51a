//! The line `shape!` below a type, as [`super`] describes it.

macro_rules! shape {
    (struct $name:ident { $($field:ident $(as $($with:ident)::+)? $([$later:ident])?),* $(,)? }) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                let Self { $($field),* } = self;
                let mut object = $crate::domain::shape::Object::default();
                $(shape!(@write object $field $($($with)::+)?);)*
                object.done()
            }

            fn read(value: serde_json::Value, reader: &mut $crate::domain::shape::Reader) -> Self {
                let mut fields = $crate::domain::shape::Fields::of(value, reader);
                let made = Self { $($field: shape!(@read fields $field $($($with)::+)? $([$later])?)),* };
                fields.end();
                made
            }

            fn type_of(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(stringify!($name), |types| {
                    let mut made = String::from("{ ");
                    $(made += &shape!(@type_of types $field $($($with)::+)? $([$later])?);)*
                    made + "}"
                })
            }
        }
    };
    (id $name:ident) => {
        shape!(@wrapped $name, |_| $crate::domain::shape::types::branded(stringify!($name)));
    };
    (parsed $name:ident, $parse:expr, $problem:literal) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                self.0.write()
            }

            fn read(value: serde_json::Value, reader: &mut $crate::domain::shape::Reader) -> Self {
                let parsed = reader.parsed(&value, $parse, $problem);
                parsed.unwrap_or_else(|| Self($crate::domain::shape::Shape::read(value, reader)))
            }

            fn type_of(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(stringify!($name), |_| String::from("string"))
            }
        }
    };
    (struct $name:ident(_)) => {
        shape!(@wrapped $name, |types| $crate::domain::shape::types::content(|it: &Self| Some(&it.0), types));
    };
    (enum $name:ident { $($word:literal => $kind:ident $(($($one:ident),+))? $({ $($field:ident $(as $($with:ident)::+)?),* })?),* $(,)? }) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                match self {
                    $(Self::$kind $(($($one),+))? $({ $($field),* })? => {
                        shape!(@write_kind $word $(($($one),+))? $({ $($field $(as $($with)::+)?),* })?)
                    })*
                }
            }

            fn read(value: serde_json::Value, reader: &mut $crate::domain::shape::Reader) -> Self {
                static KINDS: [$crate::domain::shape::Kind<$name>; [$($word),*].len()] = [
                    $(($word, |content, reader| shape!(@read_kind content reader $name $kind $(($($one),+))? $({ $($field $(as $($with)::+)?),* })?))),*
                ];
                $crate::domain::shape::read_kind(value, reader, &KINDS, &KINDS[0])
            }

            fn type_of(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(stringify!($name), |types| {
                    [$(shape!(@kind_type types $word $kind $(($($one),+))? $({ $($field $(as $($with)::+)?),* })?)),*].join(" | ")
                })
            }
        }

        impl $name {
            /// Every word, and the TypeScript type of what it holds; none where it holds nothing.
            #[allow(dead_code, reason = "only of commands and questions each kind is asked for by itself")]
            pub fn kinds(types: &mut $crate::domain::shape::types::Types) -> Vec<(&'static str, Option<String>)> {
                vec![$(($word, shape!(@content_type types $kind $(($($one),+))? $({ $($field $(as $($with)::+)?),* })?))),*]
            }
        }
    };
    (word $name:ident) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                serde_json::Value::from(self.as_str())
            }

            fn read(value: serde_json::Value, reader: &mut $crate::domain::shape::Reader) -> Self {
                $crate::domain::shape::read_word(&value, reader, &Self::ALL, Self::as_str, Self::ALL[0])
            }

            fn type_of(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(stringify!($name), |_| {
                    let words: Vec<String> =
                        Self::ALL.iter().map(|word| $crate::domain::shape::types::word(word.as_str())).collect();
                    words.join(" | ")
                })
            }
        }
    };

    (@wrapped $name:ident, $make:expr) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                self.0.write()
            }

            fn read(value: serde_json::Value, reader: &mut $crate::domain::shape::Reader) -> Self {
                Self($crate::domain::shape::Shape::read(value, reader))
            }

            fn type_of(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(stringify!($name), $make)
            }
        }
    };

    (@write $object:ident $field:ident) => { $object.write(stringify!($field), $field) };
    (@write $object:ident $field:ident $($with:ident)::+) => {
        $object.put(stringify!($field), $($with)::+::write($field))
    };
    (@read $fields:ident $field:ident) => { $fields.take(stringify!($field)) };
    (@read $fields:ident $field:ident [later]) => { $fields.take_later(stringify!($field)) };
    (@read $fields:ident $field:ident $($with:ident)::+) => {
        $fields.take_by(stringify!($field), false, $($with)::+::read)
    };

    (@type_of $types:ident $field:ident) => {
        $crate::domain::shape::types::field(stringify!($field), false, |it: &Self| Some(&it.$field), $types)
    };
    (@type_of $types:ident $field:ident [later]) => {
        $crate::domain::shape::types::field(stringify!($field), true, |it: &Self| Some(&it.$field), $types)
    };
    (@type_of $types:ident $field:ident $($with:ident)::+) => {{
        let _: &$crate::domain::shape::types::Types = $types;
        format!("{}: {}; ", $crate::domain::shape::types::camel(stringify!($field)), $($with)::+::type_of())
    }};
    (@kind_type $types:ident $word:literal $kind:ident $($content:tt)*) => {
        match shape!(@content_type $types $kind $($content)*) {
            None => $crate::domain::shape::types::word($word),
            Some(content) => format!("{{ {}: {content} }}", $crate::domain::shape::types::word($word)),
        }
    };
    (@content_type $types:ident $kind:ident) => {{
        let _: &$crate::domain::shape::types::Types = $types;
        None::<String>
    }};
    (@content_type $types:ident $kind:ident ($one:ident)) => {
        Some($crate::domain::shape::types::content(
            |it: &Self| if let Self::$kind($one) = it { Some($one) } else { None },
            $types,
        ))
    };
    (@content_type $types:ident $kind:ident ($first:ident, $second:ident)) => {{
        use $crate::domain::shape::types::field;
        let (first, second) = (stringify!($first), stringify!($second));
        let first = field(
            first, false, |it: &Self| if let Self::$kind($first, _) = it { Some($first) } else { None }, $types,
        );
        let second = field(
            second, false, |it: &Self| if let Self::$kind(_, $second) = it { Some($second) } else { None }, $types,
        );
        Some(format!("{{ {first}{second}}}"))
    }};
    (@content_type $types:ident $kind:ident { $($field:ident $(as $($with:ident)::+)?),* }) => {{
        let mut made = String::from("{ ");
        $(made += &shape!(@type_in $types $kind $field $($($with)::+)?);)*
        Some(made + "}")
    }};
    (@type_in $types:ident $kind:ident $field:ident) => {
        $crate::domain::shape::types::field(
            stringify!($field),
            false,
            |it: &Self| if let Self::$kind { $field, .. } = it { Some($field) } else { None },
            $types,
        )
    };
    (@type_in $types:ident $kind:ident $field:ident $($with:ident)::+) => {
        shape!(@type_of $types $field $($with)::+)
    };

    (@write_kind $word:literal) => { serde_json::Value::from($word) };
    (@write_kind $word:literal ($one:ident)) => {
        $crate::domain::shape::write_kind($word, $crate::domain::shape::Shape::write($one))
    };
    (@write_kind $word:literal ($first:ident, $second:ident)) => {
        shape!(@write_kind $word { $first, $second })
    };
    (@write_kind $word:literal { $($field:ident $(as $($with:ident)::+)?),* }) => {{
        let mut object = $crate::domain::shape::Object::default();
        $(shape!(@write object $field $($($with)::+)?);)*
        $crate::domain::shape::write_kind($word, object.done())
    }};
    (@read_kind $content:ident $reader:ident $name:ident $kind:ident) => {{
        $crate::domain::shape::read_nothing($content, $reader);
        $name::$kind
    }};
    (@read_kind $content:ident $reader:ident $name:ident $kind:ident ($one:ident)) => {
        $name::$kind($crate::domain::shape::Shape::read($content, $reader))
    };
    (@read_kind $content:ident $reader:ident $name:ident $kind:ident ($first:ident, $second:ident)) => {{
        let mut fields = $crate::domain::shape::Fields::of($content, $reader);
        let (first, second) = (fields.take(stringify!($first)), fields.take(stringify!($second)));
        fields.end();
        $name::$kind(first, second)
    }};
    (@read_kind $content:ident $reader:ident $name:ident $kind:ident { $($field:ident $(as $($with:ident)::+)?),* }) => {{
        let mut fields = $crate::domain::shape::Fields::of($content, $reader);
        let made = $name::$kind { $($field: shape!(@read fields $field $($($with)::+)?)),* };
        fields.end();
        made
    }};
}

pub(crate) use shape;
